package kz.centerpro.hub.docflow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.notice.Email;
import kz.centerpro.contracts.party.TaxId;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.counterparty.Counterparties;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.participant.Address;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.participant.TaxNumber;
import kz.centerpro.hub.restriction.Restrictions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Who is meant by the numbers of a submission. An IIN or BIN whose holder has not joined is addressed all the same
 * (clause 7.9.10): only its holder's certificate can claim it later. A foreign number is typed by whoever registers it,
 * so nothing waits for one.
 */
final class Addressees {

    private static final int REMEMBERED_MAX = 100_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);
    /** What is accepted for somebody who joins in between is brought a moment later all the same. */
    private static final Duration ABSENT_FOR = Duration.ofSeconds(1);
    private static final Duration EXPECTED_FOR = Duration.ofMinutes(10);

    private final Participants participants;
    private final Counterparties counterparties;
    private final Restrictions restrictions;
    private final Ids ids;
    /** Active ones only, as {@link Participants} does: a bulk sender writes to the same few. */
    private final Cache<TaxNumber, Addressee> joined = remembered(REMEMBERED_FOR);
    private final Cache<TaxNumber, Addressee> absent = remembered(ABSENT_FOR);
    /** Who is in the sender's list and was invited, as far as there was an invitation left. */
    private final Cache<Expected, Boolean> expected = remembered(EXPECTED_FOR);

    private record Expected(long sender, Counterparties.Absent absent) {}

    Addressees(Participants participants, Counterparties counterparties, Restrictions restrictions, Ids ids) {
        this.restrictions = restrictions;
        this.participants = participants;
        this.counterparties = counterparties;
        this.ids = ids;
    }

    private static <K, V> Cache<K, V> remembered(Duration time) {
        return Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).expireAfterWrite(time).build();
    }

    /** The recipients, each once, in the order given. */
    Mono<List<Addressee>> of(SubmissionMetadata metadata) {
        List<SubmissionMetadata.Recipient> named = metadata.recipients() == null ? List.of() : metadata.recipients();
        return Flux.fromIterable(new LinkedHashSet<>(named)).concatMap(this::recipient).distinct(Addressee::number)
                .collectList();
    }

    private Mono<Addressee> recipient(SubmissionMetadata.Recipient named) {
        String country = named.country() == null ? Participant.KAZAKHSTAN : named.country();
        String taxId = named.taxId() == null ? "" : named.taxId().strip();
        TaxNumber number = new TaxNumber(country, taxId);
        Addressee known = joined.getIfPresent(number);
        return (known != null ? Mono.just(known) : found(number).map(found -> found.reachedAt(named.email())))
                .map(this::asRestricted);
    }

    /** Who was blocked or has left a moment ago, whatever is remembered of it. */
    private Addressee asRestricted(Addressee recipient) {
        return recipient.absent() || restrictions.receives(recipient.id()) ? recipient : recipient.shut();
    }

    private Mono<Addressee> found(TaxNumber number) {
        Addressee missing = absent.getIfPresent(number);
        return missing != null
                ? Mono.just(missing)
                : participants.findByTaxId(number.country(), number.taxId())
                        .filter(found -> found.isActive() || found.hasLeft()).map(Addressee::of)
                        .doOnNext(found -> remember(number, found))
                        .switchIfEmpty(Mono.defer(() -> missing(number)));
    }

    private void remember(TaxNumber number, Addressee found) {
        if (!found.closed()) {
            joined.put(number, found);
        }
    }

    private Mono<Addressee> missing(TaxNumber number) {
        if (!number.isKazakh() || !TaxId.hasCheckDigit(number.taxId())) {
            return Mono.error(unknown(number));
        }
        return participants.findAddress(number).map(address -> Addressee.absent(number, address))
                .doOnNext(found -> absent.put(number, found))
                .switchIfEmpty(Mono.fromSupplier(() -> Addressee.absent(number, new Address(0, ids.next()))));
    }

    static Refusal unknown(TaxNumber number) {
        return Refusal.of(ProblemType.RECIPIENT_UNKNOWN,
                "No active participant has this number, and nothing waits for a number that is no valid IIN or BIN: check it with GET /v1/participants?country=&taxId=.")
                .with("field", "recipients").with("taxId", number.taxId());
    }

    /**
     * The same, once nothing is wrong with the document: whoever has not joined is in the sender's list from now on,
     * within that list's limits, so that sending tells no more about who is here than the list does (clause 4.3.9), and
     * has a box.
     */
    Mono<List<Addressee>> expected(Participant sender, List<Addressee> recipients) {
        if (recipients.stream().noneMatch(Addressee::absent)) {
            return Mono.just(recipients);
        }
        List<Counterparties.Absent> unexpected = recipients.stream().filter(Addressee::absent)
                .map(recipient -> new Counterparties.Absent(recipient.number(),
                        recipient.email() == null ? null : Email.checked("recipients", recipient.email())))
                .filter(each -> expected.getIfPresent(new Expected(sender.boxId(), each)) == null).toList();
        return (unexpected.isEmpty() ? Mono.<Void>empty() : counterparties.expect(sender, unexpected))
                .doOnSuccess(_ -> unexpected
                        .forEach(each -> expected.put(new Expected(sender.boxId(), each), true)))
                .thenMany(Flux.fromIterable(recipients)).concatMap(this::withBox).collectList();
    }

    private Mono<Addressee> withBox(Addressee recipient) {
        return recipient.box() != 0
                ? Mono.just(recipient)
                : participants.address(recipient.number(), recipient.id())
                        .map(recipient::in);
    }
}
