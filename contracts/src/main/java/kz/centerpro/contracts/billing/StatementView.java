package kz.centerpro.contracts.billing;

import java.util.List;

/**
 * What became of a bank statement ({@code POST /v1/admin/bank-statements}).
 *
 * @param sha256
 *            of the file
 * @param format
 *            CLIENT_BANK_EXCHANGE, MT940 or CAMT_053
 * @param lines
 *            movements in the file
 * @param credited
 *            receipts that reached a balance by this import
 * @param unmatched
 *            receipts that wait for the operator
 * @param repeated
 *            receipts that an earlier line or file had brought
 * @param outgoing
 *            movements that are no receipts
 * @param alreadyImported
 *            this very file was imported before, and nothing was done
 */
public record StatementView(String sha256, String format, List<String> accounts, int lines, int credited,
        int unmatched, int repeated, int outgoing, String importedAt, boolean alreadyImported) {}
