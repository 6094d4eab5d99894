package kz.centerpro.notification.stream;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import kz.centerpro.contracts.problem.Refusal;

/** The types of events that a client asks for; none means all, and an unknown type is simply never met. */
public final class TypeFilter {

    private static final int TYPES_MAX = 64;
    private static final int LENGTH_MAX = 128;

    private TypeFilter() {}

    /** From a list, of which each part may hold several separated by commas. */
    public static Set<String> of(Collection<String> parts) {
        Set<String> types = new LinkedHashSet<>();
        for (String part : parts) {
            for (String type : part.split(",", -1)) {
                if (!type.isBlank()) {
                    types.add(type.strip());
                }
            }
        }
        if (types.size() > TYPES_MAX || types.stream().anyMatch(type -> type.length() > LENGTH_MAX)) {
            throw Refusal.field("types", "At most " + TYPES_MAX + " types of at most " + LENGTH_MAX + " characters.");
        }
        return Set.copyOf(types);
    }
}
