package kz.centerpro.hub.payment;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.centerpro.contracts.billing.Requisites;
import kz.centerpro.hub.paper.Paper;
import org.jspecify.annotations.Nullable;

/** An invoice in the words of one language. */
final class InvoicePaper {

    private static final Map<String, InvoicePaper> LANGUAGES = Stream.of("kk", "ru", "en")
            .collect(Collectors.toUnmodifiableMap(language -> language, InvoicePaper::new));
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT);

    private final String language;
    private final Properties words = new Properties();

    private InvoicePaper(String language) {
        this.language = language;
        String name = "/payment/invoice_" + language + ".properties";
        try (InputStream in = Objects.requireNonNull(InvoicePaper.class.getResourceAsStream(name), name)) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** {@code language} is kk, ru or en. */
    static InvoicePaper in(String language) {
        return Objects.requireNonNull(LANGUAGES.get(language), language);
    }

    private String say(String key, String... values) {
        String text = Objects.requireNonNull(words.getProperty(key), key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", values[i]);
        }
        return text;
    }

    /** What the payer writes into the payment. */
    String purpose(Invoice invoice) {
        return say("purpose", invoice.number());
    }

    /** When the money will be on the balance (clause 6.4). */
    String note() {
        return say("note");
    }

    Paper paper(Invoice invoice) {
        List<Paper.Block> blocks = new ArrayList<>();
        if (invoice.state() == Invoice.State.CANCELLED || invoice.state() == Invoice.State.PAID) {
            blocks.add(new Paper.Text(say("state." + invoice.state()), true));
        }
        blocks.add(new Paper.Facts(say("payee"), facts(invoice.payee())));
        blocks.add(new Paper.Facts(say("payer"), facts(invoice.payer())));
        blocks.add(new Paper.Facts(say("payment"),
                List.of(new Paper.Fact(say("purpose.name"), purpose(invoice)),
                        new Paper.Fact(say("before"), DAY.format(invoice.payBefore())))));
        blocks.add(new Paper.Table(List.of("№", say("service"), say("amount")),
                List.of(List.of("1", service(invoice), money(invoice.amount()))), List.of(1, 12, 4)));
        blocks.add(new Paper.Text(say("total", money(invoice.amount())), true));
        blocks.add(new Paper.Text(tax(invoice), false));
        blocks.add(new Paper.Text(note(), false));
        blocks.add(new Paper.Text(say("number"), false));
        return new Paper(language, say("title", invoice.number(), day(invoice)), blocks);
    }

    private String tax(Invoice invoice) {
        String percent = invoice.vatPercent().stripTrailingZeros().toPlainString();
        return say("tax", percent, money(invoice.vat()));
    }

    private String service(Invoice invoice) {
        return invoice.tariff() == null ? say("service.balance") : say("service.tariff", invoice.tariff());
    }

    private static String day(Invoice invoice) {
        return DAY.format(LocalDate.ofInstant(invoice.issuedAt(), Invoices.ZONE));
    }

    private List<Paper.Fact> facts(Requisites who) {
        List<Paper.Fact> facts = new ArrayList<>();
        facts.add(new Paper.Fact(say("name"), who.name()));
        facts.add(new Paper.Fact(say(who.country().equals("KZ") ? "taxId" : "foreignId"), who.taxId()));
        add(facts, "address", who.address());
        add(facts, "iban", who.iban());
        add(facts, "bank", who.bank());
        add(facts, "bic", who.bic());
        add(facts, "kbe", who.kbe());
        add(facts, "knp", who.knp());
        return facts;
    }

    private void add(List<Paper.Fact> facts, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.add(new Paper.Fact(say(name), value));
        }
    }

    /** 40 000,00 ₸ with blanks that do not break. */
    static String money(long tiyn) {
        DecimalFormatSymbols signs = DecimalFormatSymbols.getInstance(Locale.ROOT);
        signs.setGroupingSeparator('\u00a0');
        signs.setDecimalSeparator(',');
        DecimalFormat format = new DecimalFormat("#,##0.00", signs);
        return format.format(java.math.BigDecimal.valueOf(tiyn, 2)) + "\u00a0₸";
    }
}
