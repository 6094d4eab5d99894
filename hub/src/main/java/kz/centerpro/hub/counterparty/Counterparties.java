package kz.centerpro.hub.counterparty;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.contracts.notice.Email;
import kz.centerpro.contracts.party.CounterpartyChange;
import kz.centerpro.contracts.party.CounterpartyImport;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.participant.TaxNumber;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The room's facade: add, change, import, drop, and who takes nothing from whom. */
public final class Counterparties {

    private final CounterpartyStore store;
    private final Participants participants;
    private final Blocks blocks;
    private final Limits limits;
    private final Invitations invitations;
    private final ListEvents events;

    Counterparties(CounterpartyStore store, Participants participants, Blocks blocks, Limits limits,
            Invitations invitations, ListEvents events) {
        this.invitations = invitations;
        this.store = store;
        this.participants = participants;
        this.blocks = blocks;
        this.limits = limits;
        this.events = events;
    }

    /** The first of these boxes that takes nothing from this sender; mostly empty, and mostly without a question. */
    public Mono<Long> firstRefusing(Participant sender, List<Long> recipients) {
        return blocks.firstRefusing(sender, recipients);
    }

    /** Somebody who has not joined, and where its invitation goes, if that is known. */
    public record Absent(TaxNumber number, @Nullable Email email) {}

    /**
     * Documents are about to wait for these, who have not joined (clause 7.9.10): each is in the sender's list from now
     * on, and invited as far as an invitation is left. Refused when the list may not grow so fast.
     */
    public Mono<Void> expect(Participant sender, List<Absent> expected) {
        long box = sender.boxId();
        List<TaxNumber> absent = expected.stream().map(Absent::number).toList();
        Instant now = events.now();
        return events.inTransaction(store.lock(box)
                .flatMap(additions -> store.find(box, absent).map(Entry::key).collectList().flatMap(known -> {
                    List<Entry> fresh = absent.stream().filter(key -> !known.contains(key))
                            .map(key -> fresh(key, Map.of(), now)).toList();
                    return admitted(box, additions, fresh.size(), now).then(store.save(box, fresh));
                }))).thenMany(Flux.fromIterable(expected)).concatMap(each -> invited(sender, each)).then();
    }

    /** Without a letter when none may be sent; not at all when no invitation is left, or it has joined this moment. */
    private Mono<Invitations.Invited> invited(Participant sender, Absent absent) {
        Mono<Invitations.Invited> alone = Mono
                .defer(() -> invitations.invite(sender.boxId(), absent.number, sender.id(), null))
                .onErrorResume(Refusal.class, _ -> Mono.empty());
        Email email = absent.email;
        return email == null
                ? alone
                : invitations.invite(sender.boxId(), absent.number, sender.id(),
                        new Invitations.Letter(email, Invitations.Letter.LANGUAGE))
                        .onErrorResume(Refusal.class, _ -> alone);
    }

    /** An entry, and whether it is new. */
    record Put(Entry entry, boolean fresh, List<BoxTop> tops) {}

    Mono<Entry> get(long box, TaxNumber key) {
        return store.find(box, List.of(key)).next().switchIfEmpty(Mono.error(Counterparties::unknown));
    }

    /** Adds the entry or changes it; what is null stays. */
    Mono<Put> put(long box, TaxNumber key, CounterpartyChange change) {
        String alias = EntryPolicy.alias(change.alias());
        List<String> groups = EntryPolicy.groups(change.groups());
        Instant now = events.now();
        return connected(key.country(), List.of(key)).flatMap(joined -> events.inTransaction(store.lock(box)
                .flatMap(additions -> store.find(box, List.of(key)).next()
                        .map(known -> new Put(known, false, List.of()))
                        .switchIfEmpty(Mono.defer(() -> admitted(box, additions, 1, now)
                                .thenReturn(new Put(fresh(key, joined, now), true, List.of()))))
                        .flatMap(found -> written(box, found,
                                found.entry.changed(alias, groups), change.blocked(), now)))))
                .doOnNext(put -> settled(box, put));
    }

    private Mono<Put> written(long box, Put found, Entry changed, @Nullable Boolean block, Instant now) {
        boolean moves = block != null && block != changed.isBlocked();
        Entry entry = moves ? changed.blocked(Boolean.TRUE.equals(block) ? now : null) : changed;
        return store.save(box, List.of(entry))
                .then(moves ? moved(box, entry, now) : Mono.just(List.<BoxTop>of()))
                .map(tops -> new Put(entry, found.fresh, tops));
    }

    private Mono<List<BoxTop>> moved(long box, Entry entry, Instant now) {
        String type = entry.isBlocked() ? EventTypes.COUNTERPARTY_BLOCKED : EventTypes.COUNTERPARTY_UNBLOCKED;
        return store.blocksMoved(box, now).then(events.append(now, box, type, entry, Map.of()));
    }

    private void settled(long box, Put put) {
        if (!put.tops.isEmpty()) {
            blocks.moved(List.of(box));
            events.ring(put.tops);
        }
    }

    /** Takes the entry away; a block of it goes with it. */
    Mono<Void> drop(long box, TaxNumber key) {
        Instant now = events.now();
        return events.inTransaction(store.lock(box).then(get(box, key)).flatMap(entry -> store.delete(box, key)
                .then(entry.isBlocked() ? moved(box, entry.blocked(null), now) : Mono.just(List.<BoxTop>of()))
                .map(tops -> new Put(entry, false, tops)))).doOnNext(put -> settled(box, put)).then();
    }

    /** Takes the rows that are right; with {@code dryRun} it only says what would be. */
    Mono<CounterpartyImport> take(long box, CounterpartyFile file, boolean dryRun) {
        Instant now = events.now();
        List<TaxNumber> keys = file.rows().stream().map(CounterpartyFile.Row::key).toList();
        return Flux.fromIterable(keys).map(TaxNumber::country).distinct()
                .concatMap(country -> connected(country, keys)).collectList().map(Counterparties::joined)
                .flatMap(joined -> events.inTransaction(store.lock(box)
                        .flatMap(additions -> store.find(box, keys).collectMap(Entry::key)
                                .flatMap(known -> merged(box, additions, file, known, joined, dryRun, now)))));
    }

    private Mono<CounterpartyImport> merged(long box, CounterpartyStore.Additions additions, CounterpartyFile file,
            Map<TaxNumber, Entry> known, Map<TaxNumber, Participant> joined, boolean dryRun, Instant now) {
        List<Entry> write = new ArrayList<>();
        List<CounterpartyImport.Fault> faults = new ArrayList<>(file.faults());
        int added = 0;
        int changed = 0;
        int connected = 0;
        for (CounterpartyFile.Row row : file.rows()) {
            Entry before = known.get(row.key());
            if (before == null && !joined.containsKey(row.key()) && !EntryPolicy.hasCheckDigit(row.key())) {
                faults.add(CounterpartyFile.wrongDigit(row.line()));
                continue;
            }
            Entry after = (before == null ? fresh(row.key(), joined, now) : before).changed(row.alias(), row.groups());
            connected += after.connectedAt() == null ? 0 : 1;
            if (!after.equals(before)) {
                write.add(after);
                added += before == null ? 1 : 0;
                changed += before == null ? 0 : 1;
            }
        }
        CounterpartyImport done = new CounterpartyImport(dryRun, file.rows().size() + file.faults().size(), added,
                changed, file.rows().size() + file.faults().size() - faults.size() - added - changed, connected,
                CounterpartyFile.inOrder(faults));
        return dryRun
                ? asked(box, added, now).thenReturn(done)
                : admitted(box, additions, added, now).then(store.save(box, write)).thenReturn(done);
    }

    /** A trial tells who is here without growing the list, so it has a day's measure of its own (clause 4.3.9). */
    private Mono<Void> asked(long box, int more, Instant now) {
        return more == 0 ? Mono.empty() : store.asked(box).flatMap(before -> {
            CounterpartyStore.Additions grown = limits.asked(before, more, now);
            return store.countAsked(box, grown.from() == null ? now : grown.from(), grown.added());
        });
    }

    private Mono<Void> admitted(long box, CounterpartyStore.Additions additions, int more, Instant now) {
        return more == 0 ? Mono.empty() : store.size(box).flatMap(size -> {
            limits.fits(size, more);
            CounterpartyStore.Additions grown = limits.grown(additions, more, now);
            return store.count(box, grown.from() == null ? now : grown.from(), grown.added());
        });
    }

    /** Those of the numbers who are here and active. */
    private Mono<Map<TaxNumber, Participant>> connected(String country, List<TaxNumber> keys) {
        return participants
                .findByTaxIds(country,
                        keys.stream().filter(key -> key.country().equals(country)).map(TaxNumber::taxId).toList())
                .filter(Participant::isActive)
                .collectMap(found -> new TaxNumber(found.country(), found.taxId()));
    }

    private static Map<TaxNumber, Participant> joined(List<Map<TaxNumber, Participant>> parts) {
        Map<TaxNumber, Participant> all = new LinkedHashMap<>();
        parts.forEach(all::putAll);
        return all;
    }

    private static Entry fresh(TaxNumber key, Map<TaxNumber, Participant> joined, Instant now) {
        Participant found = joined.get(key);
        EntryPolicy.checkDigit(key, found != null);
        Entry made = new Entry(key, null, List.of(), null, null, now, null, null);
        return found == null ? made : made.connected(found.name(), now);
    }

    static Refusal unknown() {
        return Refusal.of(ProblemType.NOT_FOUND, "Your list has no counterparty with this number.");
    }
}
