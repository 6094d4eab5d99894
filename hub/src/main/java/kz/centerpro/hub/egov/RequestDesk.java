package kz.centerpro.hub.egov;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.signing.SigningRequestView;
import kz.centerpro.door.Caller;
import kz.centerpro.hub.access.Access;
import kz.centerpro.hub.content.DataKey;
import kz.centerpro.hub.egov.RequestRow.State;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the browser does: asks, waits, gives up. */
final class RequestDesk {

    /** The state is a row, so any node may have changed it: somebody who waits is told within this time. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(400);

    private final SigningRequestStore store;
    private final Vault vault;
    private final Access access;
    private final DocumentSource documents;
    private final EgovProperties settings;
    private final Addresses addresses;
    private final Tools tools;

    record Tools(Bulkhead work, Ids ids, Clock clock) {

        Instant now() {
            return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /** Who looks: by session, or by the secret of a request made without one. */
    record Viewer(@Nullable UUID signatory, @Nullable String secret) {

        boolean owns(RequestRow row) {
            byte[] hash = row.secretHash();
            return hash == null
                    ? row.owner() != null && row.owner().equals(signatory)
                    : secret != null && MessageDigest.isEqual(hash, Secrets.hash(secret));
        }

        /** For whom a place is held while it waits: the person, or the one sign-in. */
        Object holder(String id) {
            return signatory == null ? id : signatory;
        }

        /** Never the secret. */
        @Override
        public String toString() {
            return "Viewer[" + signatory + "]";
        }
    }

    RequestDesk(SigningRequestStore store, Vault vault, Access access, DocumentSource documents,
            EgovProperties settings, Addresses addresses, Tools tools) {
        this.store = store;
        this.vault = vault;
        this.access = access;
        this.documents = documents;
        this.settings = settings;
        this.addresses = addresses;
        this.tools = tools;
    }

    /** Anybody may ask for a signature over an open challenge, and over nothing else. */
    Mono<SigningRequestView> askLogin(Asked asked) {
        String text = new String(asked.items().getFirst().content(), StandardCharsets.UTF_8);
        return access.isChallenge(text).flatMap(open -> {
            if (!open) {
                return Mono
                        .error(Refusal.of(ProblemType.CHALLENGE_INVALID, "POST /v1/auth/challenges gives a new one."));
            }
            return made(asked, null, Secrets.next(tools.ids()));
        });
    }

    Mono<SigningRequestView> ask(Asked asked, Caller caller) {
        if (!asked.namesDocuments()) {
            return made(asked, caller, null);
        }
        caller.registeredParticipant();
        return Flux.fromIterable(asked.items()).concatMap(item -> size(caller, item), 1).reduce(0L, Long::sum)
                .doOnNext(bytes -> RequestPolicy.requireRoom(bytes, settings.contentMax()))
                .then(Mono.defer(() -> made(asked, caller, null)));
    }

    private Mono<Long> size(Caller caller, Item item) {
        return item.number() == null
                ? Mono.just((long) item.content().length)
                : documents.size(caller.box(), item.number())
                        .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND,
                                "This participant has no content of document " + item.number() + ".")));
    }

    private Mono<SigningRequestView> made(Asked asked, @Nullable Caller caller, @Nullable String secret) {
        String id = Secrets.next(tools.ids());
        Instant now = tools.now();
        Instant expires = now.plus(settings.lifetime());
        return tools.work().run(() -> {
            DataKey key = vault.newKey();
            RequestRow row = new RequestRow(Secrets.hash(id), asked.purpose(),
                    caller == null ? null : caller.signatory(), secret == null ? null : Secrets.hash(secret),
                    asked.namesDocuments() && caller != null ? caller.box() : 0, State.WAITING,
                    RequestRow.Key.of(key), expires, null);
            List<SigningRequestStore.Sealed> items = vault.sealed(key, asked.items());
            long bytes = items.stream().mapToLong(item -> item.sealed().length).sum();
            return store.insert(row, items, now,
                    kept -> RequestPolicy.requireRoomBeside(kept, bytes, settings, now))
                    .thenReturn(new SigningRequestView(id,
                            secret, asked.purpose().name(), State.WAITING.name(), WireTime.format(expires),
                            QrCode.of(addresses.qr(id)), addresses.links(id), null));
        }).flatMap(made -> made);
    }

    /**
     * How it stands; waits up to {@code patience} as long as it stands as {@code known}.
     *
     * @param known
     *            the state that the caller has seen, or null
     */
    Mono<SigningRequestView> see(String id, Viewer viewer, @Nullable String known, Duration patience) {
        Mono<RequestRow> look = owned(id, viewer);
        Mono<RequestRow> last = patience.isPositive()
                ? Flux.interval(Duration.ZERO, LOOK_EVERY).onBackpressureDrop().concatMap(_ -> look, 0)
                        .takeUntil(row -> !row.state().name().equals(known)).take(patience).takeLast(1).next()
                        .switchIfEmpty(look)
                : look;
        return last.flatMap(row -> seen(id, row));
    }

    private Mono<SigningRequestView> seen(String id, RequestRow row) {
        Mono<List<String>> signatures = row.state() == State.SIGNED
                ? store.signatures(row.hash()).collectList()
                        .flatMap(sealed -> tools.work().run(() -> vault.openedSignatures(row.key(), sealed).stream()
                                .map(Base64.getEncoder()::encodeToString).toList()))
                : Mono.just(List.of());
        return signatures.map(found -> new SigningRequestView(id, null, row.purpose().name(), row.state().name(),
                WireTime.format(row.expiresAt()), null, null, found.isEmpty() ? null : found));
    }

    /** From now on no phone can sign it. */
    Mono<Void> giveUp(String id, Viewer viewer) {
        return owned(id, viewer).flatMap(row -> store.delete(row.hash()));
    }

    Mono<Long> purge() {
        return Mono.defer(() -> store.purge(tools.now()));
    }

    private Mono<RequestRow> owned(String id, Viewer viewer) {
        if (!Secrets.isOne(id)) {
            return Mono.error(unknown());
        }
        byte[] hash = Secrets.hash(id);
        return Mono.defer(() -> store.find(hash, tools.now())).filter(viewer::owns)
                .switchIfEmpty(Mono.error(RequestDesk::unknown));
    }

    /** A stranger's request is answered as one that does not exist. */
    static Refusal unknown() {
        return Refusal.of(ProblemType.NOT_FOUND, "There is no such signing request, or its time is over: ask anew.");
    }
}
