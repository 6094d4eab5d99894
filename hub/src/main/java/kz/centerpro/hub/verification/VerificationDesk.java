package kz.centerpro.hub.verification;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import kz.centerpro.hub.trust.TrustDesk;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Checks a file that somebody brings, under the policy that he names. Stores nothing. */
final class VerificationDesk {

    private static final String RECEIPT_UNKNOWN = "archive";
    private static final String RECEIPT_KNOWN = "offline";

    private final Map<String, SignatureDesk> desks = new TreeMap<>();
    private final TrustDesk trust;
    private final Bulkhead verify;
    private final Clock clock;

    /** {@code desks} makes a desk that reads every format and applies a policy. */
    VerificationDesk(Function<VerificationPolicy, SignatureDesk> desks, TrustDesk trust,
            Bulkhead verify, Clock clock) {
        VerificationPolicy.builtIn().forEach((name, policy) -> this.desks.put(name, desks.apply(policy)));
        this.trust = trust;
        this.verify = verify;
        this.clock = clock;
    }

    /** A policy by its name; without one, the one for files whose receipt is known or is not. */
    SignatureDesk under(@Nullable String policy, @Nullable Instant at) {
        String usual = at == null ? RECEIPT_UNKNOWN : RECEIPT_KNOWN;
        SignatureDesk desk = desks.get(policy == null ? usual : policy);
        if (desk == null) {
            throw Refusal.field("policy", "Policies are " + String.join(", ", new TreeSet<>(desks.keySet())) + ".");
        }
        return desk;
    }

    Mono<SignedContainer> read(SignatureDesk desk, byte[] file) {
        return verify.run(() -> {
            try {
                return desk.read(file);
            } catch (MalformedSignature broken) {
                throw malformed(broken);
            }
        });
    }

    static Refusal malformed(MalformedSignature broken) {
        return Refusal.of(ProblemType.SIGNATURE_MALFORMED,
                "The file is not a signature or a signed file that is known here: " + broken.getMessage());
    }

    Mono<Verdict> examine(SignatureDesk desk, SignedContainer container, ContentDigests content, @Nullable Instant at) {
        return trust.examine(desk, container, () -> content, at == null ? clock.instant() : at);
    }
}
