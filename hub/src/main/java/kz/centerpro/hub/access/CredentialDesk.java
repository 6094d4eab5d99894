package kz.centerpro.hub.access;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import kz.centerpro.contracts.access.CredentialRequest;
import kz.centerpro.contracts.access.CredentialView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.hub.access.CredentialStore.Secret;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.restriction.Restrictions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** API credentials of a participant: made, rotated and revoked by a person, used by programs (clause 7.1.10). */
final class CredentialDesk {

    private static final int NAME_MAX = 100;
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final byte[] NO_HASH = new byte[32];

    private final CredentialStore store;
    private final Participants participants;
    private final TokenMint mint;
    private final Ids ids;
    private final Clock clock;
    private final int liveMax;
    private final SignInTrail trail;
    private final Restrictions restrictions;

    /** Who is told of entries, and who is asked whether there may be one. */
    record House(SignInTrail trail, Restrictions restrictions) {}

    CredentialDesk(CredentialStore store, Participants participants, TokenMint mint, Ids ids, Clock clock,
            int liveMax, House house) {
        this.store = store;
        this.participants = participants;
        this.mint = mint;
        this.ids = ids;
        this.clock = clock;
        this.liveMax = liveMax;
        this.trail = house.trail();
        this.restrictions = house.restrictions();
    }

    /** A token for a program; the refusal does not tell an unknown id from a wrong secret. */
    Mono<Entry> enter(String clientId, String clientSecret, Visitor visitor) {
        return (UUID_TEXT.matcher(clientId).matches()
                ? store.findLive(UUID.fromString(clientId))
                : Mono.<Secret>empty())
                .map(Optional::of).defaultIfEmpty(Optional.empty())
                .flatMap(found -> matches(found, clientSecret)
                        ? entered(found.orElseThrow().credential()).doOnNext(entry -> trail.entered(entry,
                                found.orElseThrow().credential().id(), visitor))
                        : wrong(found, visitor));
    }

    Mono<CredentialView> create(Caller caller, CredentialRequest request) {
        UUID participant = caller.registeredParticipant();
        String name = request.name() == null ? "" : request.name().strip();
        if (name.isEmpty() || name.length() > NAME_MAX) {
            throw Refusal.field("name", "Name the credential in 1 to " + NAME_MAX + " characters.");
        }
        String secret = Hashes.secret(ids);
        Credential made = new Credential(ids.next(), participant, name, Caller.PARTICIPANT, now(), null, null, null);
        return person(caller).then(store.countLive(participant))
                .flatMap(live -> live < liveMax
                        ? store.insert(made, Hashes.sha256(secret), caller.signatory())
                        : Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                                "At most " + liveMax + " live credentials: revoke one first.")))
                .thenReturn(made.view(secret));
    }

    Flux<CredentialView> list(Caller caller) {
        return store.list(caller.registeredParticipant()).map(credential -> credential.view(null));
    }

    Mono<CredentialView> rotate(Caller caller, String id) {
        String secret = Hashes.secret(ids);
        UUID participant = caller.registeredParticipant();
        return person(caller)
                .then(Mono.defer(() -> store.rotate(id(id), participant, Hashes.sha256(secret), now())))
                .map(credential -> credential.view(secret))
                .switchIfEmpty(Mono.error(CredentialDesk::notFound));
    }

    Mono<Void> revoke(Caller caller, String id) {
        UUID participant = caller.registeredParticipant();
        return person(caller).then(Mono.defer(() -> store.revoke(id(id), participant, now())))
                .flatMap(revoked -> revoked ? Mono.empty() : Mono.error(notFound()));
    }

    /** Programs do not make or change credentials. */
    private Mono<Void> person(Caller caller) {
        return participants.getSignatory(caller.signatory()).then();
    }

    private Mono<Entry> entered(Credential credential) {
        Set<String> scopes = Set.of(credential.scopes().split(" ", -1));
        return restrictions.requireAccess(credential.participant(), null)
                .then(Mono.defer(() -> participants.get(credential.participant())))
                .flatMap(participant -> mint
                        .mint(new TokenMint.Grant(credential.id(), credential.id(), participant, scopes))
                        .delayUntil(_ -> store.used(credential.id(), now()))
                        .map(token -> new Entry(token, mint.expiresIn(), null, null, scopes, null, participant)));
    }

    /** The owner of a credential hears of tries with a wrong secret. */
    private Mono<Entry> wrong(Optional<Secret> found, Visitor visitor) {
        Refusal refusal = Refusal.of(ProblemType.UNAUTHENTICATED, "Unknown client or wrong secret.");
        return Mono.justOrEmpty(found).flatMap(known -> participants.get(known.credential().participant())
                .doOnNext(owner -> trail.refused(owner.boxId(), known.credential().id(), refusal, visitor)))
                .then(Mono.error(refusal));
    }

    /** Takes the same time whether the client exists or not. */
    private static boolean matches(Optional<Secret> found, String secret) {
        byte[] expected = found.map(Secret::hash).orElse(NO_HASH);
        return MessageDigest.isEqual(expected, Hashes.sha256(secret)) && found.isPresent();
    }

    static UUID id(String text) {
        if (!UUID_TEXT.matcher(text).matches()) {
            throw notFound();
        }
        return UUID.fromString(text);
    }

    static Refusal notFound() {
        return Refusal.of(ProblemType.NOT_FOUND, "You have nothing under this id.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
