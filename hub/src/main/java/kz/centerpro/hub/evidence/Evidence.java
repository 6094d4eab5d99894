package kz.centerpro.hub.evidence;

import java.time.Duration;
import java.util.List;
import kz.centerpro.contracts.evidence.EvidenceRecord;
import kz.centerpro.contracts.evidence.EvidenceView;
import kz.centerpro.contracts.evidence.ProofView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.Bell;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The room's facade. */
public final class Evidence {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final EvidenceLoop loop;
    private final Follower follower;
    private final Checkpoints checkpoints;
    private final Proofs proofs;
    private final LogCheck check;

    Evidence(EvidenceLoop loop, Follower follower, Checkpoints checkpoints, Proofs proofs, LogCheck check) {
        this.loop = loop;
        this.follower = follower;
        this.checkpoints = checkpoints;
        this.proofs = proofs;
        this.check = check;
    }

    /** A bell that is heard here too: which boxes to read soon, and nothing else, is taken from it. */
    public Bell heard(Bell bell) {
        return tops -> {
            bell.ring(tops);
            loop.rang(tops);
        };
    }

    /** Reckons the whole log again; says what differs from what was kept and sealed. */
    public Mono<List<String>> recompute() {
        return check.differences();
    }

    /** The evidence of a document as it stands, proved as far as the newest checkpoint reaches. */
    Mono<EvidenceView> evidence(long senderBox, String number, EvidenceRecord.@Nullable Party reader) {
        return checkpoints.newest().flatMap(newest -> proofs.evidence(senderBox, number, reader, newest))
                .switchIfEmpty(Mono.defer(() -> proofs.evidence(senderBox, number, reader, null)));
    }

    /** The same with every step that there is, all of them proved; refused for now when that cannot be had in time. */
    Mono<EvidenceView> whole(long senderBox, String number, EvidenceRecord.@Nullable Party reader) {
        if (!checkpoints.areMade()) {
            return Mono.error(unsealed());
        }
        return follower.followAll(senderBox).then(Mono.defer(() -> evidence(senderBox, number, reader)))
                .flatMap(view -> isProved(view)
                        ? Mono.just(view)
                        : checkpoints.now().then(Mono.defer(() -> evidence(senderBox, number, reader))))
                .timeout(PATIENCE).onErrorMap(failure -> !(failure instanceof Refusal), _ -> later())
                .filter(Evidence::isProved).switchIfEmpty(Mono.error(Evidence::later));
    }

    private static boolean isProved(EvidenceView view) {
        return view.checkpoint() != null && !view.steps().isEmpty()
                && view.steps().stream().allMatch(step -> step.proof() != null);
    }

    private static Refusal later() {
        return Refusal.of(ProblemType.DEPENDENCY_UNAVAILABLE,
                "The newest steps are not sealed yet: ask again in some seconds.").retryAfter(AGAIN);
    }

    static Refusal unsealed() {
        return Refusal.of(ProblemType.NOT_FOUND,
                "There is no checkpoint: the log is empty, or the operator's seal is not set up here.");
    }

    Mono<Checkpoint> newest() {
        return checkpoints.newest().switchIfEmpty(Mono.error(Evidence::unsealed));
    }

    /** Against a size that was sealed, so that it stays what it is; null for the newest. */
    Mono<ProofView> inclusion(long index, @Nullable Long size) {
        return newest().flatMap(newest -> {
            long of = size == null ? newest.size() : size;
            if (of < 1 || of > newest.size()) {
                throw Refusal.field("size", "The log has 1 to " + newest.size() + " entries that are sealed.");
            }
            if (index < 0 || index >= of) {
                throw Refusal.field("index", "An index is less than the size, and not less than 0.");
            }
            return proofs.inclusion(index, of);
        });
    }

    Mono<ProofView> consistency(long first, @Nullable Long second) {
        return newest().flatMap(newest -> {
            long of = second == null ? newest.size() : second;
            if (of < 1 || of > newest.size()) {
                throw Refusal.field("second", "The log has 1 to " + newest.size() + " entries that are sealed.");
            }
            if (first < 0 || first > of) {
                throw Refusal.field("first", "The first size is not greater than the second, and not less than 0.");
            }
            return proofs.consistency(first, of);
        });
    }
}
