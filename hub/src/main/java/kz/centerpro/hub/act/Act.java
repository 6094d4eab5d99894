package kz.centerpro.hub.act;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.billing.Requisites;
import org.jspecify.annotations.Nullable;

/**
 * An act of works as it was issued; amounts in tiyn.
 *
 * @param answerUntil
 *            the last day to answer, Asia/Almaty
 * @param answer
 *            null while it is ISSUED
 */
record Act(String number, YearMonth month, State state, LocalDate issuedOn, Instant issuedAt, LocalDate answerUntil,
        Requisites seller, Buyer buyer, List<Line> lines, @Nullable Answer answer) {

    Act {
        lines = List.copyOf(lines);
    }

    /** Only ISSUED leads anywhere. */
    enum State {
        ISSUED, ACCEPTED, REFUSED, DEEMED_ACCEPTED
    }

    /** The participant on the day of issue, and the offer that it had accepted. */
    record Buyer(String name, String country, String taxId, @Nullable String address, @Nullable Offer offer) {

        Requisites requisites() {
            return new Requisites(name, country, taxId, address, null, null, null, null, null);
        }
    }

    record Offer(int no, LocalDate acceptedOn) {}

    /** A tariff: the services are rendered from its start on (clause 6.7). */
    record Line(String subscription, String tariff, int version, Map<String, String> names, LocalDate startedOn,
            BigDecimal vatPercent, long net, long vat, long gross) {

        String name(String language) {
            return names.getOrDefault(language, names.getOrDefault("ru", tariff));
        }
    }

    /**
     * How it ended.
     *
     * @param through
     *            ACT, DOCUMENT or ESF; null for silence
     */
    record Answer(Instant at, @Nullable String reason, @Nullable String signedBy, @Nullable String through) {}

    long net() {
        return lines.stream().mapToLong(Line::net).sum();
    }

    long vat() {
        return lines.stream().mapToLong(Line::vat).sum();
    }

    long gross() {
        return lines.stream().mapToLong(Line::gross).sum();
    }
}
