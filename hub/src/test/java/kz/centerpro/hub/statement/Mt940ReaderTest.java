package kz.centerpro.hub.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import kz.centerpro.hub.statement.BankLine.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Customer statements of SWIFT. */
class Mt940ReaderTest {

    private static final String OWN = "KZ12125A000000000001";
    private static final String BODY = """
            :20:STMT261120
            :25:%s
            :28C:00321/00001
            :60F:C261119KZT1000,00
            :61:2611201120C40000,00NTRF117//BANKREF1
            :86:/NAME/TOO ROMASHKA/IDN/120140001238/IRS/1/SECO/7
            /ASSIGN/OPLATA PO SCHETU 26000000188
            :61:2611201120D150,5NCHGNONREF
            :86:KOMISSIYA
            :61:2701011231RD10,NTRFREF3
            :62F:C261120KZT40859,50
            """.formatted(OWN);

    private static BankStatement read(String text) throws UnreadableStatement {
        return StatementReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<UnreadableStatement.Fault> faults(String text) {
        try {
            throw new AssertionError("was read: " + read(text).lines());
        } catch (UnreadableStatement unreadable) {
            return unreadable.faults();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s-\n", "%s-", "%s", "{1:F01KCJBKZKXAXXX0000000000}{2:I940KCJBKZKXXXXXN}{4:\n%s-}\n",
            "{1:F01KCJBKZKXAXXX0000000000}{2:I940KCJBKZKXXXXXN}{4:\n%s-}{5:{CHK:123456789ABC}}"})
    void readsBlocksAndBareFields(String frame) throws UnreadableStatement {
        BankStatement statement = read(frame.replace("%s", BODY).replace("\n", "\r\n"));

        assertThat(statement.format()).isEqualTo(BankStatement.Format.MT940);
        assertThat(statement.accounts()).containsExactly(OWN);
        assertThat(statement.lines()).hasSize(3);
        BankLine first = statement.lines().getFirst();
        assertThat(first.documentNumber()).isEqualTo("BANKREF1");
        assertThat(first.amount()).isEqualTo(4_000_000);
        assertThat(first.direction()).isEqualTo(Direction.CREDIT);
        assertThat(first.payerTaxId()).isEqualTo("120140001238");
        assertThat(first.payerName()).isEqualTo("TOO ROMASHKA");
        assertThat(first.purpose()).isEqualTo("OPLATA PO SCHETU 26000000188");
        assertThat(first.currency()).isEqualTo("KZT");
        BankLine second = statement.lines().get(1);
        assertThat(second.direction()).isEqualTo(Direction.DEBIT);
        assertThat(second.amount()).isEqualTo(15_050);
        assertThat(second.documentNumber()).startsWith("~");
        BankLine third = statement.lines().get(2);
        assertThat(third.direction()).isEqualTo(Direction.CREDIT);
        assertThat(third.bookedOn()).isEqualTo("2026-12-31");
        assertThat(third.valueDate()).isEqualTo("2027-01-01");
    }

    @Test
    void tellsTheLineInTheFile() throws UnreadableStatement {
        assertThat(read(BODY).lines()).extracting(BankLine::line).containsExactly(5, 8, 10);
    }

    @Test
    void readsSeveralMessages() throws UnreadableStatement {
        String other = BODY.replace("BANKREF1", "BANKREF2");
        assertThat(read(BODY + "-\n" + other + "-\n").lines()).hasSize(6);
    }

    /** Anybody can write anybody's number into a purpose. */
    @Test
    void takesNoNumberFromThePayersOwnWords() throws UnreadableStatement {
        String words = BODY.replace("/IDN/120140001238", "").replace("OPLATA", "БИН 120140001238 /IDN/120140001238");
        assertThat(read(words).lines().getFirst().payerTaxId()).isNull();
        assertThat(read(BODY.replace("/ASSIGN/", " ")).lines().getFirst().payerTaxId()).isNull();
        assertThat(read(BODY.replace("SECO/7", "SECO/7/IDN/241240011291")).lines().getFirst().payerTaxId()).isNull();
        assertThat(read(BODY.replace("OPLATA", "/IDN/241240011291")).lines().getFirst().payerTaxId())
                .isEqualTo("120140001238");
    }

    @Test
    void refusesMovementsThatDoNotLeadToTheClosingBalance() {
        assertThat(faults(BODY.replace("40859,50", "40859,51"))).hasSize(1);
        String forged = BODY.replace("SECO/7\n", "SECO/7\n:61:2611201120C5000000,00NTRF9//X\n:86:/IDN/120140001238\n");
        assertThat(faults(forged)).first().satisfies(fault -> assertThat(fault.what()).contains("balance"));
        assertThat(faults(BODY.replace(":28C:", ":62F:C261120KZT40859,50\n:28C:"))).isNotEmpty();
    }

    @Test
    void namesEveryBadLine() {
        String text = BODY.replace("40000,00NTRF", "forty").replace("D150,5NCHG", "X150,5NCHG");
        assertThat(faults(text)).extracting(UnreadableStatement.Fault::line).contains(5, 8);
    }

    @Test
    void knowsAFileThatIsCutOff() {
        for (int length = 1; length < BODY.length() - 9; length++) {
            assertThat(faults(BODY.substring(0, length))).as("%d", length).isNotEmpty();
        }
    }

    @Test
    void endsInAStatementOrARefusal() {
        byte[] good = BODY.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(67);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] bad = good.clone();
            for (int change = 0; change <= round % 5; change++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                StatementReader.read(bad);
            } catch (UnreadableStatement expected) {
                refused++;
            }
        }
        assertThat(refused).isBetween(300, 3000);
    }
}
