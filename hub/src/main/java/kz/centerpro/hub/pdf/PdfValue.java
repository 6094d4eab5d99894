package kz.centerpro.hub.pdf;

import java.util.List;
import java.util.Map;

/** A value of ISO 32000-2, 7.3. Values that mean the same are equal, wherever they stand. */
sealed interface PdfValue {

    default boolean isNull() {
        return this instanceof Null;
    }

    /** Stands for "null" and for what is not there. */
    record Null() implements PdfValue {
        static final Null VALUE = new Null();
    }

    record Bool(boolean value) implements PdfValue {}

    /** A number as written; whole ones also by value. */
    record Numeric(String written) implements PdfValue {}

    record Name(String value) implements PdfValue {}

    /**
     * A string.
     *
     * @param octets
     *            one character for each octet
     * @param place
     *            where it stands
     */
    record Text(String octets, Place place) implements PdfValue {}

    /**
     * Where a string stands with its delimiters; says nothing about its value.
     *
     * @param start
     *            -1 inside an object stream
     */
    record Place(int start, int end, boolean hex) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Place;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    record Array(List<PdfValue> values) implements PdfValue {}

    record Dictionary(Map<String, PdfValue> values) implements PdfValue {

        PdfValue get(String key) {
            return values.getOrDefault(key, Null.VALUE);
        }
    }

    record Reference(int number, int generation) implements PdfValue {}

    /**
     * A dictionary with data.
     *
     * @param start
     *            offset of the data in the file
     */
    record Stream(Dictionary dictionary, int start, int length) implements PdfValue {}
}
