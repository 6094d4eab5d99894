package kz.centerpro.contracts.billing;

import java.util.List;

/**
 * {@code GET /v1/statements?from=&to=}: what moved the balance on the days from {@code from} to {@code to}, both
 * included, Almaty.
 */
public record AccountStatement(String from, String to, Money opening, Money closing, List<Line> lines) {

    /**
     * @param account
     *            {@code CASH} or {@code BONUS}
     * @param kind
     *            {@code PAYMENT}, {@code PURCHASE}, {@code BONUS}, {@code REVERSAL}, …
     * @param amount
     *            added to the balance; with a minus what was taken from it
     */
    public record Line(String at, String day, String account, String kind, String reference, String memo,
            Money amount) {}
}
