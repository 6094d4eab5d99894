package kz.centerpro.hub.payment;

import java.util.List;
import java.util.Map;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.statement.BankLine;
import org.jspecify.annotations.Nullable;

/**
 * Whose money a receipt is: that of the participant whose number the bank tells as the payer's. An invoice of somebody
 * else in the purpose is a doubt that a person has to settle; one without the payer's number proves nothing.
 */
final class MatchPolicy {

    private final Map<String, Invoice> invoices;
    private final Map<String, Participant> payers;
    private final Map<Long, List<Invoice>> open;

    /**
     * @param invoices
     *            those that purposes name, by number
     * @param payers
     *            residents by tax id
     * @param open
     *            open invoices by box
     */
    MatchPolicy(Map<String, Invoice> invoices, Map<String, Participant> payers, Map<Long, List<Invoice>> open) {
        this.invoices = invoices;
        this.payers = payers;
        this.open = open;
    }

    /**
     * A box, perhaps with the invoice that is paid; or a reason why there is none.
     *
     * @param reason
     *            as {@code PaymentView} names them
     */
    record Match(@Nullable Long box, @Nullable String invoice, @Nullable String reason) {

        static Match of(Participant payer, @Nullable Invoice invoice) {
            return new Match(payer.boxId(), invoice == null ? null : invoice.number(), null);
        }

        static Match none(String reason) {
            return new Match(null, null, reason);
        }
    }

    Match judge(BankLine line) {
        if (line.payerTaxId() == null) {
            return Match.none("NO_PAYER");
        }
        List<Invoice> named = InvoiceNumbers.in(line.purpose()).stream().filter(invoices::containsKey)
                .map(invoices::get).toList();
        Participant payer = payers.get(line.payerTaxId());
        if (payer == null) {
            return Match.none(named.isEmpty() ? "PAYER_UNKNOWN" : "PAYER_DIFFERS");
        }
        if (named.stream().anyMatch(invoice -> invoice.box() != payer.boxId())) {
            return Match.none(named.size() == 1 ? "PAYER_DIFFERS" : "SEVERAL_INVOICES");
        }
        if (named.size() == 1) {
            return Match.of(payer, named.getFirst());
        }
        return Match.of(payer, byAmount(named.isEmpty() ? open.getOrDefault(payer.boxId(), List.of()) : named, line));
    }

    /** Without a number, or with several of his own: the one open invoice that asks for just that. */
    private static @Nullable Invoice byAmount(List<Invoice> among, BankLine line) {
        List<Invoice> fitting = among.stream().filter(Invoice::isOpen)
                .filter(invoice -> invoice.outstanding() == line.amount()).toList();
        return fitting.size() == 1 ? fitting.getFirst() : null;
    }
}
