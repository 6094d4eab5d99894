package kz.centerpro.hub.counterparty;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.party.CounterpartyView;
import kz.centerpro.contracts.party.InvitationView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.counterparty.CounterpartyStore.Filter;
import kz.centerpro.hub.counterparty.CounterpartyStore.Place;
import kz.centerpro.hub.counterparty.CounterpartyStore.Placed;
import kz.centerpro.hub.participant.TaxNumber;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads a list page by page, as its owner sees it. */
final class Directory {

    private final CounterpartyStore store;
    private final Invitations invitations;
    private final Limits limits;
    private final ListEvents events;

    Directory(CounterpartyStore store, Invitations invitations, Limits limits, ListEvents events) {
        this.store = store;
        this.invitations = invitations;
        this.limits = limits;
        this.events = events;
    }

    Mono<CounterpartyView.Page> page(long box, Filter filter, @Nullable String after, int limit) {
        return store.page(box, filter, place(after), limit + 1).collectList().flatMap(found -> {
            List<Placed> shown = found.subList(0, Math.min(limit, found.size()));
            String next = found.size() > limit ? token(shown.getLast()) : null;
            return Mono.zip(invitations.of(box, shown.stream().map(Placed::entry).toList()), store.size(box),
                    store.additions(box), invitations.left(box))
                    .map(known -> new CounterpartyView.Page(
                            shown.stream().map(placed -> view(placed.entry(), known.getT1())).toList(), next,
                            known.getT2().entries(), known.getT2().groups(), new CounterpartyView.Limits(
                                    limits.additionsLeft(known.getT3(), events.now()), known.getT4())));
        });
    }

    Mono<CounterpartyView> view(long box, Entry entry) {
        return invitations.of(box, List.of(entry)).map(known -> view(entry, known));
    }

    private static CounterpartyView view(Entry entry, Map<TaxNumber, InvitationView> known) {
        return entry.view(known.get(entry.key()));
    }

    private static String token(Placed last) {
        TaxNumber key = last.entry().key();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(
                (key.country() + "\n" + key.taxId() + "\n" + last.word()).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Place place(@Nullable String token) {
        if (token == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("\n", 3);
            if (parts.length == 3) {
                return new Place(parts[2], new TaxNumber(parts[0], parts[1]));
            }
        } catch (IllegalArgumentException _) {
            // not ours either
        }
        throw cursor();
    }

    private static Refusal cursor() {
        return Refusal.of(ProblemType.CURSOR_INVALID, "Take next of the page before.");
    }
}
