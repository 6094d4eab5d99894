package kz.centerpro.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HashSet;
import java.util.Set;
import kz.centerpro.contracts.party.CounterpartyImport;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.counterparty.CounterpartyFile;
import kz.centerpro.hub.participant.TaxNumber;

/** Lists of counterparties as spreadsheets write them. */
final class CsvFuzzTest extends FuzzTarget {

    private static final int ROWS_MAX = 50;

    @DictionaryEntries({"\"", "\"\"", "\";\"", ";", ",", "\uFEFF", "БИН", "taxId", "country",
            "groups", "KZ", "241240011291", "|", "\u0000", "\u2028"})
    @FuzzTest
    void endsInAValueOrARefusal(byte[] input) {
        tries(input, CsvFuzzTest::read);
    }

    private static void read(byte[] input) {
        CounterpartyFile file;
        try {
            file = CounterpartyFile.read(input, ROWS_MAX);
        } catch (Refusal refusal) {
            if (refusal.detail().isBlank()) {
                throw new IllegalStateException("a refusal without a reason", refusal);
            }
            return;
        }
        if (file.rows().size() + file.faults().size() > ROWS_MAX) {
            throw new IllegalStateException("more rows than are taken");
        }
        Set<TaxNumber> keys = new HashSet<>();
        int last = 0;
        for (CounterpartyFile.Row row : file.rows()) {
            if (row.line() <= last || !keys.add(row.key()) || row.key().taxId().indexOf('\0') >= 0) {
                throw new IllegalStateException("a row that cannot be: " + row);
            }
            last = row.line();
        }
        for (CounterpartyImport.Fault fault : file.faults()) {
            if (fault.row() < 1) {
                throw new IllegalStateException("a fault of no row: " + fault);
            }
        }
    }
}
