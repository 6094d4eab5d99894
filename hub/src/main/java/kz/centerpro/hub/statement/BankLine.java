package kz.centerpro.hub.statement;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One movement on an account, as the bank tells it.
 *
 * @param account
 *            the account whose statement this is, an IBAN
 * @param documentNumber
 *            the bank's number; where a file has none, one that is made of what the line says
 * @param valueDate
 *            since when the money counts
 * @param bookedOn
 *            when it came or left
 * @param amount
 *            in hundredths of {@code currency}, more than zero
 * @param currency
 *            ISO 4217
 * @param payerTaxId
 *            BIN or IIN, 12 digits; null when the line does not tell it beyond doubt
 * @param payerAccount
 *            null when not told
 * @param purpose
 *            the payer's own words, on one line
 * @param line
 *            where it begins in the file, from 1
 */
public record BankLine(String account, String documentNumber, LocalDate valueDate, LocalDate bookedOn, long amount,
        String currency, Direction direction, String payerName, @Nullable String payerTaxId,
        @Nullable String payerAccount, String purpose, int line) {

    /** From the account's point of view. */
    public enum Direction {
        CREDIT, DEBIT
    }

    /** True for money that came in. */
    public boolean isReceipt() {
        return direction == Direction.CREDIT;
    }
}
