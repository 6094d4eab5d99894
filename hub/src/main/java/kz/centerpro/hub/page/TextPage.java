package kz.centerpro.hub.page;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import kz.centerpro.contracts.billing.TariffView;
import kz.centerpro.contracts.party.OfferView;

/** Offer, privacy policy and tariffs. Pure. */
final class TextPage {

    private static final String KAZAKH = "kk";

    private TextPage() {}

    /** There is no English text of what binds: English readers get the prevailing one. */
    static Html legal(PageWords words, OfferView text) {
        boolean kazakh = words.language().equals(KAZAKH);
        Html html = new Html().tag("p class=\"note\"", words.say("legal.version", Integer.toString(text.no()),
                words.time(text.effectiveFrom()))).tag("p class=\"note\"", words.say("legal.prevails"))
                .raw("<article class=\"card\" lang=\"" + (kazakh ? KAZAKH : "ru") + "\">\n");
        (kazakh ? text.textKk() : text.textRu()).lines().filter(line -> !line.isBlank())
                .forEach(line -> line(html, line));
        return html.raw("</article>\n").tag("p class=\"note\"", "SHA-256 (ru) " + text.sha256Ru())
                .tag("p class=\"note\"", "SHA-256 (kk) " + text.sha256Kk());
    }

    /** As the texts are written: headings by number signs, a paragraph a line. */
    private static void line(Html html, String line) {
        if (line.startsWith("## ")) {
            html.tag("h3", line.substring(3));
        } else if (line.startsWith("# ")) {
            html.tag("h2", line.substring(2));
        } else {
            html.tag("p", line);
        }
    }

    static Html tariffs(PageWords words, List<TariffView> tariffs) {
        Html html = new Html().raw("<div class=\"scroll\"><table>\n<thead><tr>");
        List.of("tariff.name", "tariff.price", "tariff.term", "tariff.volume", "tariff.conditions")
                .forEach(head -> html.tag("th scope=\"col\"", words.say(head)));
        html.raw("</tr></thead>\n<tbody>\n");
        for (TariffView tariff : tariffs) {
            html.raw("<tr>").tag("th scope=\"row\"", in(words, tariff.names(), tariff.tariff()))
                    .tag("td class=\"number\"", words.money(String.valueOf(tariff.price().amount())))
                    .tag("td", term(words, tariff.term()))
                    .tag("td", tariff.volumes().stream().map(volume -> volume.volume() == null
                            ? words.say("tariff.unlimited")
                            : words.say("tariff.documents", words.number(Long.toString(volume.volume()))))
                            .reduce((one, other) -> one + ", " + other).orElse("—"))
                    .tag("td", in(words, tariff.conditions(), "")).raw("</tr>\n");
        }
        return html.raw("</tbody></table></div>\n").tag("p class=\"note\"", words.say("tariff.note"));
    }

    private static String in(PageWords words, Map<String, String> texts, String otherwise) {
        return Objects.requireNonNullElse(texts.get(words.language()), texts.getOrDefault("ru", otherwise));
    }

    /** ISO 8601 periods of whole days, months or years. */
    private static String term(PageWords words, String period) {
        char unit = period.charAt(period.length() - 1);
        String count = period.substring(1, period.length() - 1);
        return switch (unit) {
            case 'D' -> words.say("term.days", count);
            case 'M' -> words.say("term.months", count);
            case 'Y' -> words.say("term.years", count);
            default -> period;
        };
    }
}
