package kz.centerpro.hub.agreement;

import kz.centerpro.hub.participant.CertificateHolder;
import reactor.core.publisher.Mono;

/** Proves who signed a text; implemented by access. */
public interface SignerProof {

    /**
     * @param cms
     *            the signature as bytes, to be kept beside what it signs
     */
    @SuppressWarnings("ArrayRecordComponent") // kept as it is; proofs are not compared
    record Proof(CertificateHolder holder, byte[] cms) {}

    /**
     * The one signer of {@code content}; refuses a signature that does not pass, and answers
     * {@code dependency_unavailable} while evidence cannot be had.
     *
     * @param signature
     *            CMS in base64 or PEM
     */
    Mono<Proof> prove(String signature, byte[] content);
}
