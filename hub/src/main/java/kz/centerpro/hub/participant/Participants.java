package kz.centerpro.hub.participant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.UUID;
import kz.centerpro.contracts.access.SignatoryPage;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.signature.SignatureReport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The room's facade: who is a participant, who signs for it. */
public final class Participants {

    private static final int REMEMBERED_MAX = 100_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);

    private final ParticipantStore store;
    private final SignatoryStore signatories;
    private final Ids ids;
    private final Clock clock;
    /** Active ones only: their status has nowhere to go, and what else may change is a minute late at most. */
    private final Cache<UUID, Participant> active = Caffeine.newBuilder().maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(REMEMBERED_FOR).build();

    Participants(ParticipantStore store, SignatoryStore signatories, Ids ids, Clock clock) {
        this.store = store;
        this.signatories = signatories;
        this.ids = ids;
        this.clock = clock;
    }

    /** The participant, or a refusal {@code not_found}. */
    public Mono<Participant> get(UUID id) {
        return Mono.fromSupplier(() -> active.getIfPresent(id))
                .switchIfEmpty(Mono.defer(() -> store.find(id)).doOnNext(this::remember))
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND, "There is no such participant.")));
    }

    /**
     * The participant with this number in this country; may be empty. Exact, apart from spelling of foreign numbers.
     */
    public Mono<Participant> findByTaxId(String country, String taxId) {
        String id = country.equals(Participant.KAZAKHSTAN) ? taxId : RegistrationPolicy.foreignId(taxId);
        return id == null ? Mono.empty() : store.findByTaxId(country, id).doOnNext(this::remember);
    }

    /** The participants of a country who have these numbers, as they are kept. */
    public Flux<Participant> findByTaxIds(String country, Collection<String> taxIds) {
        return taxIds.isEmpty() ? Flux.empty() : store.findByTaxIds(country, taxIds);
    }

    /** The participant whose mailbox this is; may be empty. */
    public Mono<Participant> findByBox(long box) {
        return store.findByBox(box).doOnNext(this::remember);
    }

    /** Where a number's holder will be reached that has not joined; may be empty, when nobody has asked before. */
    public Mono<Address> findAddress(TaxNumber number) {
        return store.findAddress(number.country(), number.taxId());
    }

    /** The same, made with {@code candidate} as the id when it was not there. */
    public Mono<Address> address(TaxNumber number, UUID candidate) {
        return store.address(number.country(), number.taxId(), candidate);
    }

    /** Who has signed in for a participant, the newest certificate first. */
    public Flux<SignatoryPage.Item> signatories(UUID participant) {
        return signatories.list(participant);
    }

    /** The participant for whom this certificate has signed in here before; may be empty. */
    public Mono<Participant> ofCertificate(String certificateSha256) {
        return signatories.findByCertificate(certificateSha256).mapNotNull(Signatory::participant).flatMap(this::get);
    }

    /** Whether the signer of a passed signature speaks for the participant (clause 4.3.3). */
    public Mono<Boolean> speaksFor(Participant participant, SignatureReport report) {
        return Mono.defer(() -> speaksFor(participant, CertificateHolder.of(report)));
    }

    /** Whether the holder of a proved certificate speaks for the participant; its role does not matter here. */
    public Mono<Boolean> speaksFor(Participant participant, CertificateHolder holder) {
        if (participant.regime() != holder.regime()) {
            return Mono.just(false);
        }
        return participant.regime() == SignatureRegime.EDS
                ? Mono.just(participant.hasNumbersOf(holder))
                : signatories.holdsKey(participant.id(), holder.publicKeySha256());
    }

    /** The signatory of a certificate that has just proved itself; recorded when seen for the first time. */
    public Mono<Signatory> signedIn(CertificateHolder holder) {
        return signatories.findByCertificate(holder.certificateSha256())
                .switchIfEmpty(Mono.defer(() -> signatories.insert(ids.next(), holder, now())
                        .then(signatories.findByCertificate(holder.certificateSha256()))))
                .flatMap(this::linked);
    }

    /**
     * The person behind a caller, linked to a participant that has registered meanwhile; API credentials are nobody and
     * refused.
     */
    public Mono<Signatory> getSignatory(UUID id) {
        return signatories.find(id)
                .switchIfEmpty(Mono.error(
                        () -> Refusal.of(ProblemType.NOT_PERMITTED, "Sign in with a certificate to do this.")))
                .flatMap(this::linked);
    }

    /** The offer was accepted: call it inside the transaction that records that. */
    public Mono<Void> activate(UUID participant) {
        return store.activate(participant, now());
    }

    /**
     * Completes for who has, or may still conclude, an agreement; refuses who has left with {@code terminated}. Asks
     * the store.
     */
    public Mono<Void> requireAgreement(UUID id) {
        return store.hasLeft(id).filter(left -> left).flatMap(_ -> Mono.error(terminated()));
    }

    /** Who has left since {@code since}. */
    public Flux<UUID> leftSince(Instant since) {
        return store.leftSince(since);
    }

    /** What is said to who has left, and never why. */
    public static Refusal terminated() {
        return Refusal.of(ProblemType.TERMINATED,
                "The agreement with this participant has ended: nobody signs in for it"
                        + " any more. What it sent and received stays with the other parties. Write to the operator's support.");
    }

    /** Boxes of active participants in order, {@code limit} of them after {@code after}. */
    public Flux<Long> activeBoxes(long after, int limit) {
        return store.activeBoxes(after, limit);
    }

    private Mono<Signatory> linked(Signatory signatory) {
        if (signatory.participant() != null) {
            return Mono.just(signatory);
        }
        return findFor(signatory.holder())
                .flatMap(participant -> signatories.link(signatory.id(), participant.id())
                        .thenReturn(new Signatory(signatory.id(), participant.id(), signatory.holder())))
                .defaultIfEmpty(signatory);
    }

    private Mono<Participant> findFor(CertificateHolder holder) {
        if (holder.regime() == SignatureRegime.ES) {
            return store.findByKey(holder.publicKeySha256());
        }
        String number = holder.bin() != null ? holder.bin() : holder.iin();
        return number == null
                ? Mono.empty()
                : store.findByTaxId(Participant.KAZAKHSTAN, number).filter(found -> found.hasNumbersOf(holder));
    }

    private void remember(Participant participant) {
        if (participant.isActive()) {
            active.put(participant.id(), participant);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
