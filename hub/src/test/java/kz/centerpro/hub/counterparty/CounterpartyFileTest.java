package kz.centerpro.hub.counterparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import kz.centerpro.contracts.party.CounterpartyImport;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.participant.TaxNumber;
import org.junit.jupiter.api.Test;

class CounterpartyFileTest {

    private static final TaxNumber MOBIX = new TaxNumber("KZ", "241240011291");

    private static CounterpartyFile read(String text) {
        return CounterpartyFile.read(text.getBytes(StandardCharsets.UTF_8), 5);
    }

    @Test
    void readsColumnsInTheirOrderWithoutAHeading() {
        CounterpartyFile.Row row = read("241240011291,MOBIX,\"оператор, Алматы\"\n").rows().getFirst();

        assertThat(row.key()).isEqualTo(MOBIX);
        assertThat(row.alias()).isEqualTo("MOBIX");
        assertThat(row.groups()).containsExactly("оператор", "Алматы");
    }

    @Test
    void readsColumnsByTheirHeadingsInAnyOfTheLanguages() {
        String kazakh = "\uFEFFАтауы;Ескерту;БСН;Ел\r\n\"ЖШС \"\"Тұлпар\"\"\";x;2412 4001 1291;\r\nHans;;HRB 12/3;de\r\n";

        assertThat(read(kazakh).rows()).containsExactly(
                new CounterpartyFile.Row(2, MOBIX, "ЖШС \"Тұлпар\"", null),
                new CounterpartyFile.Row(3, new TaxNumber("DE", "HRB12/3"), "Hans", null));
    }

    @Test
    void tellsEachWrongRowWithItsLine() {
        CounterpartyFile file = read("""
                bin,name,country
                24124001129*,a

                241240011291,"b
                c"
                241240011291,d
                1,e,XX
                """);

        assertThat(file.rows()).containsExactly(new CounterpartyFile.Row(6, MOBIX, "d", null));
        assertThat(file.faults()).extracting(CounterpartyImport.Fault::row, CounterpartyImport.Fault::code)
                .containsExactly(tuple(2, "tax_id_invalid"),
                        tuple(4, "too_long"),
                        tuple(7, "country_invalid"));
    }

    @Test
    void takesTheFirstOfTheSameNumber() {
        CounterpartyFile file = read("241240011291\n2412 40011291\n");

        assertThat(file.rows()).hasSize(1);
        assertThat(file.faults()).containsExactly(
                new CounterpartyImport.Fault(2, "repeated", "This number is in the file before."));
    }

    @Test
    void refusesWhatIsTooLongOrNotUnicode() {
        assertThat(read("a\n1\n2\n3\n4\n").faults()).hasSize(5);
        assertThatThrownBy(() -> read("1\n2\n3\n4\n5\n6\n")).isInstanceOf(Refusal.class)
                .hasMessageContaining("at most 5 rows");
        byte[] windows = "БИН;название\n".getBytes(Charset.forName("windows-1251"));
        assertThatThrownBy(() -> CounterpartyFile.read(windows, 5)).isInstanceOf(Refusal.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void anOpenQuoteEndsWithTheFile() {
        assertThat(CsvText.read("a\t\"b\nc\"\" d", 9)).containsExactly(new CsvText.Line(1, List.of("a", "b\nc\" d")));
    }
}
