package kz.centerpro.contracts.party;

import java.util.List;

/**
 * Answer to {@code POST /v1/counterparties:import}. Rows that are right are taken, the others told.
 *
 * @param rows
 *            read, the heading not counted
 * @param added
 *            entries that are new
 * @param changed
 *            entries whose alias or groups are others now
 * @param same
 *            entries that were so before
 * @param connected
 *            of the rows taken, how many are participants
 */
public record CounterpartyImport(boolean dryRun, int rows, int added, int changed, int same, int connected,
        List<Fault> faults) {

    /**
     * What is wrong with a row.
     *
     * @param row
     *            line of the file, from 1
     * @param code
     *            {@code tax_id_invalid}, {@code country_invalid}, {@code too_long}, {@code repeated}, {@code malformed}
     */
    public record Fault(int row, String code, String detail) {}
}
