/** Tests of the command line as a person meets it: arguments in, text and an exit code out. */
@NullMarked
package kz.centerpro.cli;

import org.jspecify.annotations.NullMarked;
