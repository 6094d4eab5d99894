package kz.centerpro.hub.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.hub.audit.Audit;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.participant.Signatory;
import kz.centerpro.hub.restriction.Restrictions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Opens, refreshes and ends sessions. */
final class Sessions {

    private final SessionStore store;
    private final Participants participants;
    private final TokenMint mint;
    private final StaffList staff;
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final SignInTrail trail;
    private final Restrictions restrictions;
    private final Duration lifetime;

    /** What the room's configuration hands over. */
    record Tools(Tx tx, Ids ids, Clock clock, Audit audit, Restrictions restrictions) {}

    Sessions(SessionStore store, Participants participants, TokenMint mint, StaffList staff, Tools tools,
            Duration lifetime) {
        this.store = store;
        this.participants = participants;
        this.mint = mint;
        this.staff = staff;
        this.tx = tools.tx();
        this.ids = tools.ids();
        this.clock = tools.clock();
        this.trail = new SignInTrail(tools.audit(), tools.clock());
        this.restrictions = tools.restrictions();
        this.lifetime = lifetime;
    }

    /** A new session, which ends with the certificate at the latest; for who has access. */
    Mono<Entry> open(Signatory signatory, Visitor visitor) {
        return restrictions.requireAccess(signatory.participant(), signatory.id())
                .then(Mono.defer(() -> opened(signatory, visitor)));
    }

    private Mono<Entry> opened(Signatory signatory, Visitor visitor) {
        return Mono.defer(() -> {
            Instant now = now();
            Instant until = earlier(now.plus(lifetime), signatory.holder().certificateUntil());
            Session session = new Session(ids.next(), signatory.id(), now, now, until, visitor);
            String refresh = Hashes.secret(ids);
            return tx.in(store.insert(session)
                    .then(store.insertToken(Hashes.sha256(refresh), session.id(), null, now)))
                    .then(Mono.defer(() -> entry(session, signatory, refresh)))
                    .doOnNext(entry -> trail.entered(entry, session.id(), visitor));
        });
    }

    /** The next token pair; a token that was used before ends its session (RFC 9700, 4.14.2). */
    Mono<Entry> refresh(String token) {
        byte[] old = Hashes.sha256(token);
        String next = Hashes.secret(ids);
        return tx.in(store.useToken(old, now())
                .flatMap(session -> store.insertToken(Hashes.sha256(next), session.id(), old, now())
                        .thenReturn(session)))
                .switchIfEmpty(Mono.defer(() -> store.revokeByUsedToken(old, now()))
                        .flatMap(_ -> Mono.error(refused())))
                .flatMap(session -> participants.getSignatory(session.signatory())
                        .delayUntil(signatory -> restrictions.requireAccess(signatory.participant(), signatory.id()))
                        .flatMap(signatory -> entry(session, signatory, next)));
    }

    /** The access token of a running session, now with its participant, who has just registered. */
    Mono<String> renew(Caller caller, Participant participant) {
        Set<String> scopes = new HashSet<>(caller.scopes());
        scopes.remove("");
        scopes.add(Caller.PARTICIPANT);
        return list(caller).filter(session -> session.id().equals(caller.session())).next()
                .doOnNext(session -> trail.registered(participant.boxId(), session))
                .then(Mono.defer(() -> minted(caller, participant, scopes)));
    }

    private Mono<String> minted(Caller caller, Participant participant, Set<String> scopes) {
        return mint.mint(new TokenMint.Grant(caller.signatory(), caller.session(), participant, scopes));
    }

    /** Who the caller is, without a token; API credentials are nobody and refused. */
    Mono<Entry> current(Caller caller) {
        return participants.getSignatory(caller.signatory()).flatMap(signatory -> participantOf(signatory)
                .map(found -> new Entry("", Math.max(0, Duration.between(now(), caller.expiresAt()).toSeconds()), null,
                        null, caller.scopes(), signatory, found.orElse(null))));
    }

    Flux<Session> list(Caller caller) {
        return Flux.defer(() -> store.listOpen(caller.signatory(), now()));
    }

    /** True when the caller had such a session. */
    Mono<Boolean> revoke(Caller caller, UUID session) {
        return Mono.defer(() -> store.revoke(session, caller.signatory(), now()));
    }

    private Mono<Entry> entry(Session session, Signatory signatory, String refresh) {
        return participantOf(signatory).flatMap(participant -> {
            Set<String> scopes = new HashSet<>();
            participant.ifPresent(_ -> scopes.add(Caller.PARTICIPANT));
            if (staff.has(signatory.holder())) {
                scopes.add(Caller.STAFF);
            }
            Participant found = participant.orElse(null);
            return mint.mint(new TokenMint.Grant(signatory.id(), session.id(), found, scopes))
                    .map(token -> new Entry(token, mint.expiresIn(), refresh, session.expiresAt(), Set.copyOf(scopes),
                            signatory, found));
        });
    }

    private Mono<Optional<Participant>> participantOf(Signatory signatory) {
        return signatory.participant() == null
                ? Mono.just(Optional.empty())
                : participants.get(signatory.participant()).map(Optional::of);
    }

    private static Refusal refused() {
        return Refusal.of(ProblemType.UNAUTHENTICATED, "The refresh token does not serve: sign in again.");
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
