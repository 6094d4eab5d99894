package kz.centerpro.hub.docflow;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words that a document is found by. Case does not count, and Russian ё is е as people type it; Kazakh letters are
 * letters of their own: қ is not к. Pure.
 */
final class SearchWords {

    static final int QUERY_MAX = 200;
    private static final int WORDS_MAX = 64;
    private static final int WORD_MAX = 40;
    private static final int NUMBER_END = 5;
    /** Before a tax number with its country, which is found whole alone. */
    private static final String PARTY = "@";
    /** Before the type of a document, which is found whole alone. */
    private static final String TYPE = "%";

    private SearchWords() {}

    /** Words in the order in which they stand. */
    static List<String> split(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).replace('ё', 'е');
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        folded.codePoints().forEach(letter -> {
            if (Character.isLetterOrDigit(letter)) {
                word.appendCodePoint(letter);
            } else if (!word.isEmpty()) {
                words.add(cut(word));
                word.setLength(0);
            }
        });
        if (!word.isEmpty()) {
            words.add(cut(word));
        }
        return words;
    }

    private static String cut(StringBuilder word) {
        return word.substring(0, Math.min(word.length(), WORD_MAX));
    }

    /**
     * What is stored for a document, separated by spaces.
     *
     * @param text
     *            title and names
     * @param parties
     *            its counterparties as {@code KZ:090340002716}
     * @param type
     *            as the sender stated it
     */
    static String stored(long box, String direction, String number, String text, List<String> parties,
            @Nullable String type) {
        Set<String> words = new LinkedHashSet<>();
        words.add(number);
        words.add(number.substring(number.length() - NUMBER_END)); // what people remember of it
        parties.forEach(party -> {
            words.add(PARTY + String.join("", split(party)));
            words.addAll(split(party.substring(party.indexOf(':') + 1)));
        });
        if (type != null) {
            words.add(TYPE + String.join("", split(type)));
        }
        split(text).stream().limit(WORDS_MAX).forEach(words::add);
        String place = place(box, direction);
        return words.stream().map(word -> place + word).collect(Collectors.joining(" "));
    }

    /**
     * A {@code tsquery} for documents that have every word of {@code typed}, the beginnings of words too, this
     * counterparty and this type; null when nothing is asked for.
     */
    static @Nullable String query(long box, String direction, @Nullable String typed, @Nullable String party,
            @Nullable String type) {
        String place = place(box, direction);
        List<String> asked = new ArrayList<>();
        typed(typed).forEach(word -> asked.add("'" + place + word + "':*"));
        if (party != null) {
            asked.add("'" + place + PARTY + String.join("", split(party)) + "'");
        }
        if (type != null) {
            asked.add("'" + place + TYPE + String.join("", split(type)) + "'");
        }
        return asked.isEmpty() ? null : String.join(" & ", asked);
    }

    /** A number is one word however it is grouped. */
    private static List<String> typed(@Nullable String typed) {
        List<String> words = typed == null ? List.of() : split(typed);
        return words.stream().allMatch(word -> word.chars().allMatch(Character::isDigit)) && words.size() > 1
                ? List.of(String.join("", words))
                : words;
    }

    private static String place(long box, String direction) {
        return box + direction.substring(0, 1) + "/";
    }
}
