package kz.centerpro.hub.egov;

import java.util.List;

/** A request that was read and found good. */
record Asked(Purpose purpose, List<Item> items) {

    enum Purpose {
        LOGIN, DOCUMENT, STATEMENT
    }

    boolean namesDocuments() {
        return items.stream().anyMatch(item -> item.number() != null);
    }
}
