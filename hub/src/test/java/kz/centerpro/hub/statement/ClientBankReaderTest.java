package kz.centerpro.hub.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import kz.centerpro.hub.statement.BankLine.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exchange format of 1C, in the encodings and dialects of banks. */
class ClientBankReaderTest {

    private static final String OWN = "KZ12125A000000000001";
    private static final String PAYER = "KZ45722C000000000777";
    private static final String BIN = "120140001238";

    /** Version 1.03 as 1C describes it: accounts as Счет, the sum in Сумма, dates of receipt and debit. */
    private static String standard(String encoding) {
        return """
                1CClientBankExchange
                ВерсияФормата=1.03
                Кодировка=%s
                Отправитель=Банк
                Получатель=1С
                ДатаСоздания=20.11.2026
                ДатаНачала=19.11.2026
                ДатаКонца=20.11.2026
                РасчСчет=%s
                СекцияРасчСчет
                ДатаНачала=19.11.2026
                РасчСчет=%s
                НачальныйОстаток=0.00
                ВсегоПоступило=40000.00
                ВсегоСписано=150.50
                КонечныйОстаток=39849.50
                КонецРасчСчет
                СекцияДокумент=Платежное поручение
                Номер=117
                НомерДокумента=117
                Дата=20.11.2026
                ДатаДокумента=20.11.2026
                Сумма=40000.00
                ПлательщикСчет=%s
                Плательщик=ТОО Ромашка
                ПлательщикИНН=%s
                ПолучательСчет=%s
                Получатель=ТОО MOBIX
                ДатаПоступило=20.11.2026
                НазначениеПлатежа=Оплата по счету 26000000188
                КонецДокумента
                СекцияДокумент=Банковский ордер
                НомерДокумента=118
                ДатаДокумента=20.11.2026
                Сумма=150.50
                ПлательщикСчет=%s
                ПолучательСчет=%s
                ДатаСписано=20.11.2026
                НазначениеПлатежа=Комиссия
                КонецДокумента
                КонецФайла
                """.formatted(encoding, OWN, OWN, PAYER, BIN, OWN, OWN, PAYER);
    }

    private static BankStatement read(String text, Charset charset) throws UnreadableStatement {
        return StatementReader.read(text.getBytes(charset));
    }

    private static BankStatement read(String text) throws UnreadableStatement {
        return read(text, StandardCharsets.UTF_8);
    }

    private static List<UnreadableStatement.Fault> faults(String text) {
        try {
            BankStatement read = read(text);
            throw new AssertionError("was read: " + read.lines());
        } catch (UnreadableStatement unreadable) {
            return unreadable.faults();
        }
    }

    @ParameterizedTest
    @CsvSource({"Windows,windows-1251", "DOS,IBM866", "UTF-8,UTF-8", "UTF8,UTF-8"})
    void readsTheStandardInEveryEncoding(String named, String charset) throws UnreadableStatement {
        BankStatement statement = read(standard(named).replace("\n", "\r\n"), Charset.forName(charset));

        assertThat(statement.format()).isEqualTo(BankStatement.Format.CLIENT_BANK_EXCHANGE);
        assertThat(statement.accounts()).containsExactly(OWN);
        assertThat(statement.lines()).containsExactly(
                new BankLine(OWN, "117", LocalDate.of(2026, 11, 20), LocalDate.of(2026, 11, 20), 4_000_000, "KZT",
                        Direction.CREDIT, "ТОО Ромашка", BIN, PAYER, "Оплата по счету 26000000188", 18),
                new BankLine(OWN, "118", LocalDate.of(2026, 11, 20), LocalDate.of(2026, 11, 20), 15_050, "KZT",
                        Direction.DEBIT, "", null, OWN, "Комиссия", 32));
    }

    @Test
    void readsUtf8WithAMarkAndWithoutAnEncodingLine() throws UnreadableStatement {
        String text = "\uFEFF" + standard("x").replace("Кодировка=x\n", "");
        assertThat(read(text).lines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"Windows,IBM866", "DOS,windows-1251", "Windows,UTF-8", "UTF-8,windows-1251", "KOI8,UTF-8"})
    void refusesAnEncodingThatTheHeaderDoesNotTellTruly(String named, String charset) {
        assertThatThrownBy(() -> read(standard(named), Charset.forName(charset)))
                .isInstanceOfSatisfying(UnreadableStatement.class, unreadable -> {
                    assertThat(unreadable.faults()).hasSize(1);
                    assertThat(unreadable.faults().getFirst().line()).isEqualTo(3);
                });
    }

    /** As ЦентрКредит and Kaspi write: version 2.0, ИИК, СуммаПриход, БИН_ИИН, a comma. */
    private static String kaspi(String documents) {
        return """
                1CClientBankExchange
                ВерсияФормата=2.0
                Отправитель=АО ""Kaspi Bank""
                ДатаСоздания=20.11.2026
                ДатаНачала=01.11.2026
                ДатаКонца=20.11.2026
                РасчСчет=%s
                СекцияРасчСчет
                РасчСчет=%s
                НачальныйОстаток=202742,8
                ВсегоПоступило=1 236 768,22
                ВсегоСписано=0
                КонецРасчСчет
                %sКонецФайла
                """.formatted(OWN, OWN, documents);
    }

    private static String receipt(String sum, String purpose) {
        return """
                СекцияДокумент=""Выписка""
                ВидДокумента=ПлатежноеПоручение
                ДатаОперации=20.11.2026 14:03:22
                СуммаПриход=%s
                НомерДокумента=NT-475719
                ДатаДокумента=19.11.2026
                ПлательщикНаименование=ИП ""Дружба""
                ПлательщикБИН_ИИН=%s
                ПлательщикКБЕ=19
                ПлательщикИИК=%s
                ПолучательНаименование=MOBIX
                ПолучательИИК=%s
                НазначениеПлатежа=%s
                КодНазначенияПлатежа=859
                ДатаВалютирования=21.11.2026
                Валюта=KZT
                КонецДокумента
                """.formatted(sum, BIN, PAYER, OWN, purpose);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"160000|16000000", "202742.8|20274280", "202742,85|20274285",
            "1 234,5|123450", "1\u00a0236\u00a0768,22|123676822", "0,01|1", "10.500|1050"})
    void readsSumsAsBanksWriteThem(String written, long tiyn) throws UnreadableStatement {
        BankLine line = read(kaspi(receipt(written, "x"))).lines().getFirst();
        assertThat(line.amount()).isEqualTo(tiyn);
        assertThat(line.bookedOn()).isEqualTo("2026-11-20");
        assertThat(line.valueDate()).isEqualTo("2026-11-21");
        assertThat(line.payerTaxId()).isEqualTo(BIN);
        assertThat(line.documentNumber()).isEqualTo("NT-475719");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "1.234,56", "1,234.56", "12 34", "0x10", "1e5", "NaN", "١٢", "99999999999999999999",
            "5.005",
            "0", "", "10000000000000.01"})
    void refusesWhatIsNoSum(String written) {
        assertThat(faults(kaspi(receipt(written, "x")))).hasSize(1).first()
                .satisfies(fault -> assertThat(fault.line()).isEqualTo(14));
    }

    /** Kazpost: sections in capitals, lines indented, the purpose over several lines, no encoding named. */
    @Test
    void readsAPurposeOfSeveralLines() throws UnreadableStatement {
        String text = """
                1CClientBankExchange
                ДАТАНАЧАЛА=20.11.2026
                ДАТАКОНЦА=20.11.2026
                РАСЧСЧЕТ=%s
                НачальныйОстаток=0
                СЕКЦИЯДОКУМЕНТ=1
                  НомерДокумента=5
                  ДатаДокумента=20.11.2026
                  СуммаПриход=10
                  ПлательщикБИН_ИИН=%s
                  НазначениеПлатежа=Оплата за услуги
                  по счету 26000000188 a=b
                  от 19.11.2026
                КОНЕЦДОКУМЕНТА
                КОНЕЦФАЙЛА
                """.formatted(OWN, BIN);
        BankLine line = read(text, Charset.forName("windows-1251")).lines().getFirst();
        assertThat(line.purpose()).isEqualTo("Оплата за услуги по счету 26000000188 a=b от 19.11.2026");
        assertThat(line.account()).isEqualTo(OWN);
    }

    /** Halyk: a section with totals for each day; together they are the account's. */
    @Test
    void addsTotalsOfDaysUp() throws UnreadableStatement {
        String day = """
                СекцияРасчСчет
                РасчСчет=%s
                ВсегоПоступило=10.00
                КонецРасчСчет
                """.formatted(OWN);
        String text = "1CClientBankExchange\nВерсияФормата=1.02\nРасчСчет=" + OWN + "\n" + day + day
                + receipt("10.00", "a") + receipt("10.00", "b").replace("NT-475719", "7") + "КонецФайла";
        assertThat(read(text).lines()).hasSize(2);
    }

    @Test
    void refusesMoreThanTheBankCounted() {
        String whole = receipt("999999999", "y");
        String forged = "x\nКонецДокумента\n" + whole.substring(0, whole.indexOf("\nКодНазначения"));
        assertThat(faults(kaspi(receipt("5", forged)))).anySatisfy(
                fault -> assertThat(fault.what()).contains("ВсегоПоступило"));
    }

    @Test
    void refusesAPurposeThatSetsAFieldAnew() {
        assertThat(faults(kaspi(receipt("5", "x\nСуммаПриход=900000"))))
                .anySatisfy(fault -> assertThat(fault.what()).contains("twice"));
        assertThat(faults(kaspi(receipt("5", "x\nПлательщикБИН_ИИН=241240011291"))))
                .anySatisfy(fault -> assertThat(fault.what()).contains("twice"));
    }

    @Test
    void namesEveryBadLine() {
        String text = kaspi(receipt("5", "x").replace("20.11.2026 14:03:22", "31.02.2026") + receipt("7,777", "y"));
        assertThat(faults(text)).extracting(UnreadableStatement.Fault::line).containsExactly(14, 31);
    }

    @Test
    void knowsAFileThatIsCutOff() {
        String whole = standard("UTF-8");
        int cut = 0;
        for (int length = 0; length < whole.length() - 12; length += 7) {
            String part = whole.substring(0, length);
            try {
                BankStatement read = read(part);
                // Without its last word it may be whole by the bank's own sum, and then nothing that came in is
                // missing.
                assertThat(read.lines().getFirst().amount()).isEqualTo(4_000_000);
            } catch (UnreadableStatement expected) {
                cut++;
            }
        }
        assertThat(cut).isGreaterThan(100);
    }

    @Test
    void refusesAnAccountThatTheFileDoesNotName() {
        String text = kaspi(receipt("5", "x").replace("ПолучательИИК=" + OWN, "ПолучательИИК=" + PAYER));
        assertThat(faults(text)).first().satisfies(fault -> assertThat(fault.what()).contains("РасчСчет"));
    }

    @Test
    void makesANumberWhereTheBankGaveNone() throws UnreadableStatement {
        String without = kaspi(receipt("5", "x").replace("НомерДокумента=NT-475719\n", ""));
        String number = read(without).lines().getFirst().documentNumber();
        assertThat(number).startsWith("~").hasSize(25).isEqualTo(read(without).lines().getFirst().documentNumber());
        assertThat(read(kaspi(receipt("5", "y").replace("НомерДокумента=NT-475719\n", ""))).lines().getFirst()
                .documentNumber()).isNotEqualTo(number);
    }

    @Test
    void takesNoNumberThatHasNotTwelveDigits() throws UnreadableStatement {
        assertThat(read(kaspi(receipt("5", "x").replace("БИН_ИИН=" + BIN, "БИН_ИИН=123"))).lines().getFirst()
                .payerTaxId()).isNull();
    }

    @Test
    void refusesWhatIsTooMuch() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i <= StatementReader.LINES_MAX; i++) {
            many.append("СекцияДокумент=1\nДатаОперации=20.11.2026\nСуммаПриход=1\nКонецДокумента\n");
        }
        assertThat(faults(kaspi(many.toString()))).first()
                .satisfies(fault -> assertThat(fault.what()).contains("5000"));
        assertThat(faults(kaspi(receipt("5", "x".repeat(9000))))).first()
                .satisfies(fault -> assertThat(fault.line()).isEqualTo(26));
        assertThatThrownBy(() -> StatementReader.read(new byte[StatementReader.FILE_BYTES_MAX + 1]))
                .isInstanceOf(UnreadableStatement.class);
    }

    /** Whatever happens to the bytes of a file, it is read or refused. */
    @Test
    void endsInAStatementOrARefusal() {
        byte[] good = standard("Windows").getBytes(Charset.forName("windows-1251"));
        Random random = new Random(66);
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
