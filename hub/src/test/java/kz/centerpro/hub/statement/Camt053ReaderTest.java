package kz.centerpro.hub.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.prowidesoftware.swift.model.mx.MxCamt05300102;
import com.prowidesoftware.swift.model.mx.MxCamt05300108;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import kz.centerpro.hub.statement.BankLine.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements of ISO 20022; what is read of them is what Prowide's model of the two usual versions holds. */
class Camt053ReaderTest {

    private static final String OWN = "KZ12125A000000000001";

    private static String document(String version, String entries) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.%s">
                <BkToCstmrStmt><GrpHdr><MsgId>1</MsgId><CreDtTm>2026-11-20T18:00:00</CreDtTm></GrpHdr>
                <Stmt><Id>S1</Id><CreDtTm>2026-11-20T18:00:00</CreDtTm>
                <Acct><Id><IBAN>%s</IBAN></Id></Acct>
                %s</Stmt></BkToCstmrStmt></Document>
                """.formatted(version, OWN, entries);
    }

    private static String entry(String version, String amount, String reference, String inner) {
        boolean old = version.equals("02");
        String party = """
                <Nm>ТОО Ромашка</Nm><Id><OrgId><Othr><Id>120140001238</Id></Othr></OrgId></Id>""";
        return """
                <Ntry><Amt Ccy="KZT">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd>%s
                <BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><DtTm>2026-11-21T09:00:00+05:00</DtTm></ValDt>
                <AcctSvcrRef>%s</AcctSvcrRef><BkTxCd/>
                <NtryDtls>%s</NtryDtls></Ntry>
                """.formatted(amount, old ? "<Sts>BOOK</Sts>" : "<Sts><Cd>BOOK</Cd></Sts>", reference,
                inner.replace("%party%", old ? party : "<Pty>" + party + "</Pty>"));
    }

    private static final String ONE = """
            <TxDtls><Refs><EndToEndId>E2E</EndToEndId></Refs><RltdPties><Dbtr>%party%</Dbtr>
            <DbtrAcct><Id><IBAN>KZ45722C000000000777</IBAN></Id></DbtrAcct></RltdPties>
            <RmtInf><Ustrd>Оплата по счету</Ustrd><Ustrd>26000000188 &amp; x</Ustrd></RmtInf></TxDtls>""";

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
    @ValueSource(strings = {"02", "04", "08", "12"})
    void readsEachVersion(String version) throws UnreadableStatement {
        BankStatement statement = read(document(version, entry(version, "40000.00", "REF1", ONE)));

        assertThat(statement.format()).isEqualTo(BankStatement.Format.CAMT_053);
        assertThat(statement.accounts()).containsExactly(OWN);
        BankLine line = statement.lines().getFirst();
        assertThat(line.documentNumber()).isEqualTo("REF1");
        assertThat(line.amount()).isEqualTo(4_000_000);
        assertThat(line.direction()).isEqualTo(Direction.CREDIT);
        assertThat(line.payerTaxId()).isEqualTo("120140001238");
        assertThat(line.payerName()).isEqualTo("ТОО Ромашка");
        assertThat(line.payerAccount()).isEqualTo("KZ45722C000000000777");
        assertThat(line.purpose()).isEqualTo("Оплата по счету 26000000188 & x");
        assertThat(line.bookedOn()).isEqualTo("2026-11-20");
        assertThat(line.valueDate()).isEqualTo("2026-11-21");
        assertThat(line.line()).isEqualTo(9);
    }

    /** A second opinion, by a library that knows the schema of each version. */
    @Test
    void readsWhatProwideReads() throws UnreadableStatement {
        String second = document("02", entry("02", "40000.00", "REF1", ONE));
        BankLine ours = read(second).lines().getFirst();
        var theirs = MxCamt05300102.parse(second).getBkToCstmrStmt().getStmt().getFirst();
        var entry = theirs.getNtry().getFirst();
        var part = entry.getNtryDtls().getFirst().getTxDtls().getFirst();
        assertThat(theirs.getAcct().getId().getIBAN()).isEqualTo(ours.account());
        assertThat(entry.getAmt().getValue().movePointRight(2).longValueExact()).isEqualTo(ours.amount());
        assertThat(entry.getAmt().getCcy()).isEqualTo(ours.currency());
        assertThat(entry.getCdtDbtInd().value()).isEqualTo("CRDT");
        assertThat(entry.getAcctSvcrRef()).isEqualTo(ours.documentNumber());
        assertThat(part.getRltdPties().getDbtr().getNm()).isEqualTo(ours.payerName());
        assertThat(part.getRltdPties().getDbtr().getId().getOrgId().getOthr().getFirst().getId())
                .isEqualTo(ours.payerTaxId());
        assertThat(String.join(" ", part.getRmtInf().getUstrd())).isEqualTo(ours.purpose());

        String eighth = document("08", entry("08", "40000.00", "REF1", ONE));
        var party = MxCamt05300108.parse(eighth).getBkToCstmrStmt().getStmt().getFirst().getNtry().getFirst()
                .getNtryDtls().getFirst().getTxDtls().getFirst().getRltdPties().getDbtr().getPty();
        assertThat(party.getId().getOrgId().getOthr().getFirst().getId())
                .isEqualTo(read(eighth).lines().getFirst().payerTaxId());
    }

    @Test
    void splitsABookingOfSeveralPayments() throws UnreadableStatement {
        String parts = "<TxDtls><Refs><TxId>A</TxId></Refs><Amt Ccy=\"KZT\">10.00</Amt></TxDtls>"
                + "<TxDtls><Refs><TxId>B</TxId></Refs><AmtDtls><TxAmt><Amt Ccy=\"KZT\">5.5</Amt></TxAmt></AmtDtls></TxDtls>";
        assertThat(read(document("02", entry("02", "15.50", "R", parts))).lines())
                .extracting(BankLine::documentNumber, BankLine::amount)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("A", 1000L),
                        org.assertj.core.groups.Tuple.tuple("B", 550L));
        assertThat(faults(document("02", entry("02", "15.51", "R", parts)))).hasSize(1);
    }

    @Test
    void leavesOutWhatIsNotBooked() throws UnreadableStatement {
        assertThat(read(document("02", entry("02", "1.00", "R", ONE).replace("BOOK", "PDNG"))).lines()).isEmpty();
    }

    @Test
    void namesEveryBadLine() {
        String text = document("02",
                entry("02", "ten", "R", ONE) + entry("02", "1.00", "R", ONE).replace("CRDT", "BOTH"));
        assertThat(faults(text)).extracting(UnreadableStatement.Fault::line).containsExactly(6, 12);
    }

    @Test
    void readsNothingFromOutside() {
        String entity = "<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
        String text = document("02", entry("02", "1.00", "R", ONE));
        assertThat(faults(text.replace("?>", "?>" + entity).replace("Ромашка", "&x;"))).isNotEmpty();
        assertThat(faults(text.replace("?>", "?>" + entity))).isNotEmpty();
        StringBuilder bomb = new StringBuilder("<!DOCTYPE Document [<!ENTITY a \"x\">");
        for (char each = 'b'; each < 'k'; each++) {
            String before = "&" + (char) (each - 1) + ";";
            bomb.append("<!ENTITY ").append(each).append(" \"").append(before.repeat(10)).append("\">");
        }
        assertThat(faults(text.replace("?>", "?>" + bomb + "]>").replace("Ромашка", "&j;"))).isNotEmpty();
    }

    @Test
    void boundsDepth() {
        assertThat(faults("<a>".repeat(100) + "</a>".repeat(100))).isNotEmpty();
    }

    @Test
    void knowsAFileThatIsCutOff() {
        String whole = document("02", entry("02", "1.00", "R", ONE)).strip();
        for (int length = 1; length < whole.length(); length += 3) {
            assertThat(faults(whole.substring(0, length))).as("%d", length).isNotEmpty();
        }
    }

    @Test
    void endsInAStatementOrARefusal() {
        byte[] good = document("02", entry("02", "1.00", "R", ONE)).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(68);
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
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
        assertThat(refused).isBetween(300, 2000);
    }
}
