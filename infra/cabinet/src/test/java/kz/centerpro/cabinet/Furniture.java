package kz.centerpro.cabinet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** What the operator's console has to show: statements of the bank, announcements, terms, cases. */
final class Furniture {

    static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT);

    private Furniture() {}

    static void bringIn(Someone staff, Someone client) {
        String invoice = client.call("POST", "/v1/invoices", Map.of("amount", money("40000.00"))).path("number")
                .asString();
        statement(staff, line("9101", "40000,00", client.taxId(), "Счёт " + invoice),
                line("9102", "15000,00", "850315300145", "Оплата по договору № 45 за обмен документами, без НДС"),
                line("9103", "7777,77", "850315300145", "за услуги"));
        staff.call("POST", "/v1/admin/announcements", Map.of("kind", "PREVENTIVE", "title",
                Map.of("kk", "Жоспарлы жұмыстар", "ru", "Плановые работы ночью", "en", "Planned works at night"),
                "text", Map.of("kk", "Хат жіберу жабылмайды.", "ru", "Отправка не закрывается.", "en",
                        "Sending stays open."),
                "startsAt", LocalDate.now(ALMATY).plusDays(5) + "T02:00:00+05:00", "endsAt",
                LocalDate.now(ALMATY).plusDays(5) + "T04:00:00+05:00", "closesSending", false));
        staff.call("POST", "/v1/admin/partner-terms", Map.of("percent", 10, "joinDays", 30, "rewardDays", 365,
                "textRu", "# Условия\nПартнёр получает 10 %.", "textKk", "# Шарттар\nСеріктес 10 % алады."));
        String force = staff.call("POST", "/v1/admin/force-majeure",
                Map.of("memo", "Обрыв магистрального канала связи, справка оператора № 12", "taxId", client.taxId()))
                .path("id").asString();
        client.call("POST", "/v1/es-applications", application());
        staff.call("DELETE", "/v1/admin/force-majeure/" + force, null);
    }

    /** A non-resident asks for a certificate. */
    private static Map<String, Object> application() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(256);
            KeyPair key = keys.generateKeyPair();
            byte[] csr = new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=Any"), key.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())).getEncoded();
            return Map.of("csr", Base64.getEncoder().encodeToString(csr), "name", "Erika Mustermann", "country", "DE",
                    "taxId", "12 345 678 901", "email", "erika@example.test");
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One incoming payment. */
    static String line(String number, String amount, String payer, String purpose) {
        return "СекцияДокумент=1\nНомерДокумента=" + number + "\nДатаОперации=" + LocalDate.now(ALMATY).format(DAY)
                + "\nСуммаПриход=" + amount + "\nПлательщикНаименование=ТОО «Плательщик " + number
                + "»\nПлательщикИИК=KZ45722C000000000777\nПлательщикБИН_ИИН=" + payer + "\nНазначениеПлатежа="
                + purpose + "\nКонецДокумента\n";
    }

    /** The operator hands in a statement of its bank. */
    static void statement(Someone staff, String... lines) {
        String file = "1CClientBankExchange\nВерсияФормата=2.0\nРасчСчет=KZ98999MOBIX00000001\n" + String.join("",
                List.of(lines)) + "КонецФайла\n";
        staff.hand("/v1/admin/bank-statements", "text/plain", file.getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, String> money(String amount) {
        return Map.of("amount", amount, "currency", "KZT");
    }
}
