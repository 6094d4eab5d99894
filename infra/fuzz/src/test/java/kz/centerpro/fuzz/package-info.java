/**
 * Parsers of strangers' bytes under a coverage-guided fuzzer. Whatever the input, it ends in a value or in
 * {@link kz.centerpro.hub.certificate.MalformedSignature}, within a second and little memory.
 *
 * <p>
 * {@code …FuzzTestInputs} among the resources holds what mutation starts from, made by the hub's own test signers under
 * {@code root.cer}. An input that broke a parser once belongs there as well: it is tried first ever after.
 */
@NullMarked
package kz.centerpro.fuzz;

import org.jspecify.annotations.NullMarked;
