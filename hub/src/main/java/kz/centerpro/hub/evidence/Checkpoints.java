package kz.centerpro.hub.evidence;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kz.centerpro.contracts.evidence.CheckpointNote;
import kz.centerpro.contracts.evidence.Frontier;
import kz.centerpro.contracts.evidence.MerkleTree;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.seal.Seal;
import kz.centerpro.hub.seal.SealBox;
import kz.centerpro.hub.seal.SealStamp;
import kz.centerpro.hub.trust.TimeStamps;
import kz.centerpro.hub.trust.TrustDesk;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Seals the log as it stands, when it has grown. What is sealed must continue what was sealed before, by the hashes
 * that are kept; else nothing is sealed, and the log says so each time. Without the operator's seal there are none.
 */
final class Checkpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final String ORIGIN = "center-pro/";
    private static final Duration WHOLE = Duration.ofDays(1);

    private final LogStore log;
    private final CheckpointStore store;
    private final Tools tools;
    private final EvidenceProperties settings;

    record Tools(SealBox seal, TimeStamps stamps, TrustDesk trust, Bulkhead work, Clock clock) {}

    Checkpoints(LogStore log, CheckpointStore store, Tools tools, EvidenceProperties settings) {
        this.log = log;
        this.store = store;
        this.tools = tools;
        this.settings = settings;
    }

    /** Whether there is a seal to make them with. */
    boolean areMade() {
        return tools.seal().seal() != null;
    }

    /** Empty before the first. */
    Mono<Checkpoint> newest() {
        return store.newest();
    }

    /** The next one, unless another node has made one lately or nothing has come. */
    Mono<Checkpoint> next() {
        return store.newest().map(last -> !last.at().plus(settings.checkpointEvery().dividedBy(2))
                .isAfter(tools.clock().instant())).defaultIfEmpty(true).flatMap(due -> due ? now() : Mono.empty());
    }

    /** One that has all entries there are; the newest one when that has. Empty without entries or without a seal. */
    Mono<Checkpoint> now() {
        Seal seal = tools.seal().seal();
        return seal == null
                ? Mono.empty()
                : store.newest().map(List::of).defaultIfEmpty(List.of()).flatMap(last -> log.edge()
                        .filter(edge -> edge.size() > 0)
                        .flatMap(edge -> last.isEmpty()
                                ? made(seal, edge)
                                : last.getFirst().size() == edge.size()
                                        ? Mono.just(last.getFirst())
                                        : continued(last.getFirst(), edge).then(Mono.defer(() -> made(seal, edge)))));
    }

    Mono<Integer> thin() {
        return store.thin(tools.clock().instant().minus(WHOLE));
    }

    private Mono<Void> continued(Checkpoint last, Frontier edge) {
        return log.tiles(Tile.of(MerkleTree.consistencyNodes(last.size(), edge.size())))
                .flatMap(tiles -> tools.work().run(() -> {
                    List<byte[]> path = MerkleTree.consistency(last.size(), edge.size(),
                            node -> Tile.hash(node, tiles));
                    if (!MerkleTree.consistent(last.size(), last.root(), edge.size(), edge.root(), path)) {
                        throw new IllegalStateException("the log of " + edge.size()
                                + " entries does not continue the one of " + last.size() + " that was sealed");
                    }
                    return path;
                })).then();
    }

    private Mono<Checkpoint> made(Seal seal, Frontier edge) {
        return store.epoch().flatMap(epoch -> {
            CheckpointNote note = CheckpointNote.of(ORIGIN + settings.origin() + "/" + epoch, edge.size(), edge.root());
            return tools.work().run(() -> seal.cms(note.bytes())).flatMap(this::stamped)
                    .flatMap(sealed -> judged(note, sealed).then(Mono.defer(() -> kept(note, edge, sealed))));
        });
    }

    /** A seal, with the time that is proved of it. */
    @SuppressWarnings("ArrayRecordComponent") // stored as it is
    private record Sealed(byte[] cms, @Nullable Instant stampedAt) {}

    private Mono<Sealed> stamped(byte[] cms) {
        URI authority = settings.tsa();
        return authority == null
                ? Mono.just(new Sealed(cms, null))
                : tools.stamps().of(SealStamp.stamped(cms), authority, settings.tsaPolicy())
                        .flatMap(stamp -> tools.work()
                                .run(() -> new Sealed(SealStamp.with(cms, stamp.token()), stamp.time())))
                        .onErrorResume(failure -> {
                            LOG.warn("A checkpoint is sealed without a time-stamp: {}", failure.toString());
                            return Mono.just(new Sealed(cms, null));
                        });
    }

    /** As anybody would judge it. */
    private Mono<Void> judged(CheckpointNote note, Sealed sealed) {
        return tools.trust().examineText(sealed.cms(), note.bytes())
                .filter(verdict -> verdict.status() == Indication.FAILED)
                .flatMap(failed -> Mono.<Void>error(new IllegalStateException("the operator's seal does not hold: "
                        + failed.signatures().stream().map(report -> String.valueOf(report.subIndication())).toList())))
                .then();
    }

    private Mono<Checkpoint> kept(CheckpointNote note, Frontier edge, Sealed sealed) {
        Checkpoint made = new Checkpoint(note.size(), note.origin(), edge.root(), sealed.cms(),
                tools.clock().instant(), sealed.stampedAt());
        return store.keep(made).flatMap(kept -> kept ? Mono.just(made) : store.newest());
    }
}
