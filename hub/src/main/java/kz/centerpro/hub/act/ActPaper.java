package kz.centerpro.hub.act;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
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

/** An act in the words of one language, with the fields of form Р-1. */
final class ActPaper {

    /** Languages of papers that are signed. */
    static final List<String> LANGUAGES = List.of("kk", "ru");

    private static final Map<String, ActPaper> WORDS = LANGUAGES.stream()
            .collect(Collectors.toUnmodifiableMap(language -> language, ActPaper::new));
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MM.uuuu", Locale.ROOT);

    private final String language;
    private final Properties words = new Properties();

    private ActPaper(String language) {
        this.language = language;
        String name = "/act/act_" + language + ".properties";
        try (InputStream in = Objects.requireNonNull(ActPaper.class.getResourceAsStream(name), name)) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** {@code language} is kk or ru. */
    static ActPaper in(String language) {
        return Objects.requireNonNull(WORDS.get(language), language);
    }

    private String say(String key, String... values) {
        String text = Objects.requireNonNull(words.getProperty(key), key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", values[i]);
        }
        return text;
    }

    /** What the act is called. */
    String title(Act act) {
        return say("title", act.number(), DAY.format(act.issuedOn()));
    }

    Paper paper(Act act) {
        List<Paper.Block> blocks = new ArrayList<>();
        blocks.add(new Paper.Text(say("form"), false));
        blocks.add(new Paper.Facts(say("customer"), facts(act.buyer().requisites())));
        blocks.add(new Paper.Facts(say("contractor"), facts(act.seller())));
        blocks.add(new Paper.Facts(say("contract"), contract(act)));
        blocks.add(table(act));
        blocks.add(new Paper.Text(say("total", money(act.net()), money(act.vat()), money(act.gross())), true));
        blocks.add(new Paper.Text(say("materials"), false));
        blocks.add(new Paper.Text(say("annex", act.number()), false));
        blocks.add(new Paper.Text(say("answer", DAY.format(act.answerUntil())), false));
        blocks.add(new Paper.Text(say("handed", act.seller().name()), false));
        blocks.add(new Paper.Text(say("taken", act.buyer().name()), false));
        return new Paper(language, title(act), blocks);
    }

    private Paper.Table table(Act act) {
        List<List<String>> rows = new ArrayList<>();
        for (Act.Line line : act.lines()) {
            rows.add(List.of(String.valueOf(rows.size() + 1), say("service", line.name(language)),
                    DAY.format(line.startedOn()), say("unit.name"), "1", money(line.net()),
                    percent(line.vatPercent()), money(line.vat()), money(line.gross())));
        }
        return new Paper.Table(List.of("№", say("name.of"), say("date"), say("unit"), say("quantity"), say("net"),
                say("percent"), say("vat"), say("gross")), rows, List.of(3, 18, 9, 7, 5, 11, 6, 11, 11));
    }

    private List<Paper.Fact> contract(Act act) {
        Act.Offer offer = act.buyer().offer();
        Stream<Paper.Fact> month = Stream.of(new Paper.Fact(say("month"), MONTH.format(act.month())));
        return (offer == null
                ? month
                : Stream.concat(Stream.of(new Paper.Fact(say("contract.name"),
                        say("offer", String.valueOf(offer.no()), DAY.format(offer.acceptedOn())))), month))
                .toList();
    }

    private List<Paper.Fact> facts(Requisites who) {
        List<Paper.Fact> facts = new ArrayList<>();
        facts.add(new Paper.Fact(say("name"), who.name()));
        facts.add(new Paper.Fact(say("taxId"), who.taxId()));
        add(facts, "address", who.address());
        add(facts, "iban", who.iban());
        add(facts, "bank", who.bank());
        add(facts, "bic", who.bic());
        return facts;
    }

    private void add(List<Paper.Fact> facts, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.add(new Paper.Fact(say(name), value));
        }
    }

    private static String percent(BigDecimal percent) {
        return percent.stripTrailingZeros().toPlainString() + "\u00a0%";
    }

    /** 40 000,00 with blanks that do not break. */
    private static String money(long tiyn) {
        DecimalFormatSymbols signs = DecimalFormatSymbols.getInstance(Locale.ROOT);
        signs.setGroupingSeparator('\u00a0');
        signs.setDecimalSeparator(',');
        return new DecimalFormat("#,##0.00", signs).format(BigDecimal.valueOf(tiyn, 2));
    }
}
