package kz.centerpro.hub.paper;

import java.util.List;

/**
 * A paper, block under block.
 *
 * @param language
 *            of the words: kk, ru or en
 */
public record Paper(String language, String title, List<Block> blocks) {

    public Paper {
        blocks = List.copyOf(blocks);
    }

    /** A piece of a paper. */
    public sealed interface Block permits Text, Facts, Table {}

    /** A paragraph. */
    public record Text(String text, boolean strong) implements Block {}

    /** What is what, a line each, under a heading. */
    public record Facts(String heading, List<Fact> facts) implements Block {

        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /** One line of {@link Facts}. */
    public record Fact(String name, String value) {}

    /**
     * Rows under a head; every row has as many cells as the head, the last column stands to the right.
     *
     * @param widths
     *            parts of the width, one for each column
     */
    public record Table(List<String> head, List<List<String>> rows, List<Integer> widths) implements Block {

        public Table {
            rows = rows.stream().map(List::copyOf).toList();
            if (rows.stream().anyMatch(row -> row.size() != head.size()) || widths.size() != head.size()) {
                throw new IllegalArgumentException("every row has as many cells as the head");
            }
        }
    }
}
