package kz.centerpro.hub.ledger;

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
import kz.centerpro.contracts.billing.AccountStatement;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.hub.paper.Paper;
import kz.centerpro.hub.participant.Participant;

/** A statement in the words of one language. */
final class StatementPaper {

    private static final Map<String, StatementPaper> LANGUAGES = Stream.of("kk", "ru", "en")
            .collect(Collectors.toUnmodifiableMap(language -> language, StatementPaper::new));
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT);

    private final String language;
    private final Properties words = new Properties();

    private StatementPaper(String language) {
        this.language = language;
        String name = "/ledger/statement_" + language + ".properties";
        try (InputStream in = Objects.requireNonNull(StatementPaper.class.getResourceAsStream(name), name)) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** {@code language} is kk, ru or en. */
    static StatementPaper in(String language) {
        return Objects.requireNonNull(LANGUAGES.get(language), language);
    }

    Paper paper(Participant owner, AccountStatement statement) {
        List<Paper.Block> blocks = new ArrayList<>();
        blocks.add(new Paper.Facts(say("owner"),
                List.of(new Paper.Fact(say("name"), owner.name()), new Paper.Fact(say("taxId"), owner.taxId()))));
        blocks.add(new Paper.Facts(say("money"), List.of(new Paper.Fact(say("opening"), money(statement.opening())),
                new Paper.Fact(say("closing"), money(statement.closing())))));
        if (statement.lines().isEmpty()) {
            blocks.add(new Paper.Text(say("none"), false));
        } else {
            blocks.add(new Paper.Table(List.of(say("day"), say("what"), say("account"), say("amount")),
                    statement.lines().stream().map(this::row).toList(), List.of(3, 8, 3, 4)));
        }
        blocks.add(new Paper.Text(say("note"), false));
        return new Paper(language, say("title").replace("{0}", day(statement.from())).replace("{1}",
                day(statement.to())), blocks);
    }

    private List<String> row(AccountStatement.Line line) {
        String kind = words.getProperty("kind." + line.kind(), line.kind());
        return List.of(day(line.day()), line.memo().isBlank() ? kind : kind + ": " + line.memo(),
                say("account." + line.account()), money(line.amount()));
    }

    private String say(String key) {
        return Objects.requireNonNull(words.getProperty(key), key);
    }

    private static String day(String iso) {
        return DAY.format(LocalDate.parse(iso));
    }

    /** 40 000,00 ₸ with blanks that do not break. */
    private static String money(Money money) {
        DecimalFormatSymbols signs = DecimalFormatSymbols.getInstance(Locale.ROOT);
        signs.setGroupingSeparator('\u00a0');
        signs.setDecimalSeparator(',');
        return new DecimalFormat("#,##0.00", signs)
                .format(java.math.BigDecimal.valueOf(money.tiyn().orElseThrow(), 2)) + "\u00a0₸";
    }
}
