package kz.centerpro.hub.access;

import kz.centerpro.hub.signature.Verdict;
import reactor.core.publisher.Mono;

/**
 * Verifies a signature over a short text with all the evidence that can be had now; implemented outside this room,
 * where the network side of signatures is known.
 */
public interface SignatureCheck {

    /**
     * The verdict under the login policy. An attached content that differs from {@code content} fails. Errors with
     * {@link kz.centerpro.hub.signature.MalformedSignature} when {@code cms} cannot be read.
     *
     * @param cms
     *            DER or BER
     */
    Mono<Verdict> check(byte[] cms, byte[] content);
}
