package kz.centerpro.hub.payment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A bank of tests that writes statements of the operator's account. */
final class Bank {

    static final String ACCOUNT = "KZ12125A000000000001";

    private Bank() {}

    /** Money that came on a day of November 2026. */
    record Line(String document, int day, long tiyn, String payer, String purpose) {

        String sum() {
            return String.format(Locale.ROOT, "%d.%02d", tiyn / 100, tiyn % 100);
        }
    }

    static byte[] clientBank(List<Line> lines) {
        StringBuilder file = new StringBuilder("1CClientBankExchange\nВерсияФормата=2.0\nКодировка=UTF-8\nРасчСчет="
                + ACCOUNT + "\n");
        for (Line line : lines) {
            file.append("СекцияДокумент=Выписка\nНомерДокумента=").append(line.document).append("\nДатаОперации=")
                    .append(String.format(Locale.ROOT, "%02d.11.2026", line.day)).append("\nСуммаПриход=")
                    .append(line.sum()).append("\nПлательщикНаименование=ТОО\nПлательщикБИН_ИИН=").append(line.payer)
                    .append("\nПлательщикИИК=KZ45722C000000000777\nПолучательИИК=").append(ACCOUNT)
                    .append("\nНазначениеПлатежа=").append(line.purpose).append("\nКонецДокумента\n");
        }
        return file.append("КонецФайла\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] camt(List<Line> lines) {
        StringBuilder file = new StringBuilder("<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>" + ACCOUNT
                + "</IBAN></Id></Acct>");
        for (Line line : lines) {
            file.append("<Ntry><Amt Ccy=\"KZT\">").append(line.sum())
                    .append("</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>")
                    .append(String.format(Locale.ROOT, "2026-11-%02d", line.day)).append("</Dt></BookgDt><AcctSvcrRef>")
                    .append(line.document)
                    .append("</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>ТОО</Nm><Id><OrgId><Othr><Id>")
                    .append(line.payer).append("</Id></Othr></OrgId></Id></Dbtr></RltdPties><RmtInf><Ustrd>")
                    .append(line.purpose).append("</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>");
        }
        return file.append("</Stmt></BkToCstmrStmt></Document>").toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] mt940(List<Line> lines) {
        StringBuilder file = new StringBuilder(":20:S\r\n:25:" + ACCOUNT + "\r\n:28C:1\r\n:60F:C261101KZT0,00\r\n");
        long sum = 0;
        for (Line line : lines) {
            sum += line.tiyn;
            String day = String.format(Locale.ROOT, "%02d", line.day);
            file.append(":61:2611").append(day).append("11").append(day).append('C')
                    .append(line.sum().replace('.', ',')).append("NTRFX//").append(line.document)
                    .append("\r\n:86:/NAME/TOO/IDN/").append(line.payer).append("/ASSIGN/").append(line.purpose)
                    .append("\r\n");
        }
        return file.append(":62F:C261130KZT").append(sum / 100).append(',').append(sum % 100).append("\r\n-")
                .toString().getBytes(StandardCharsets.UTF_8);
    }
}
