package kz.centerpro.hub.certificate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Until when weak algorithms count: the cryptographic constraints of a policy (ETSI EN 319 102-1, 5.2.8; the same data
 * as the expiration dates of ETSI TS 119 312). What is not in the table never counts.
 *
 * @param until
 *            the first moment at which what is made with the algorithm counts no more
 */
public record AlgorithmTable(Map<WeakAlgorithm, Instant> until) {

    /** The fact that names the algorithms, and the one that says until when they count (RFC 3339 date). */
    public static final String ALGORITHM = "algorithm";
    public static final String UNTIL = "until";

    private static final String CONSTRAINTS = "CRYPTO_CONSTRAINTS_FAILURE";
    private static final AlgorithmTable NOTHING_WEAK = new AlgorithmTable(Map.of());

    /** No table may count an algorithm for longer than is known to be safe. */
    public AlgorithmTable {
        until = Map.copyOf(until);
        until.forEach((algorithm, end) -> {
            if (end.isAfter(algorithm.latest())) {
                throw new IllegalArgumentException("no policy may count " + algorithm + " until " + date(end)
                        + ": it counts until " + date(algorithm.latest()) + " at most");
            }
        });
    }

    /** Under which nothing weak counts, however old it is. */
    public static AlgorithmTable nothingWeak() {
        return NOTHING_WEAK;
    }

    /**
     * @param written
     *            dates like 2013-01-01, which begin at midnight UTC
     * @throws IllegalArgumentException
     *             naming the algorithm whose date is missing, is none or is too late
     */
    static AlgorithmTable of(Map<WeakAlgorithm, String> written) {
        Map<WeakAlgorithm, Instant> until = new EnumMap<>(WeakAlgorithm.class);
        written.forEach((algorithm, date) -> until.put(algorithm, midnight(algorithm, date)));
        return new AlgorithmTable(until);
    }

    private static Instant midnight(WeakAlgorithm algorithm, @Nullable String date) {
        try {
            return LocalDate.parse(Objects.requireNonNullElse(date, "")).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException invalid) {
            throw new IllegalArgumentException("the date of " + algorithm + " is not like 2013-01-01: " + date,
                    invalid);
        }
    }

    /** Whether there was a time when all of these counted. */
    public boolean everCounts(Set<WeakAlgorithm> used) {
        return until.keySet().containsAll(used);
    }

    /** Whether all of these counted at that moment. */
    public boolean counts(Set<WeakAlgorithm> used, Instant at) {
        return used.stream().allMatch(algorithm -> at.isBefore(until.getOrDefault(algorithm, Instant.MIN)));
    }

    /**
     * The answer about one thing that was made with algorithms: PASSED when it is proved to be older than the end of
     * each, with a word about it when any is weak. Else INDETERMINATE: CRYPTO_CONSTRAINTS_FAILURE when it was made
     * after that, and CRYPTO_CONSTRAINTS_FAILURE_NO_POE when a proof that it is older could still be brought (ETSI EN
     * 319 102-1, 5.1.3 and 5.6.2). FAILED when one of them never counts.
     *
     * @param what
     *            the thing, for the reader of the technical detail
     * @param used
     *            the weak ones among its algorithms
     * @param proved
     *            a moment at which it is proved to have existed; {@link Instant#MAX} when nothing proves one
     * @param made
     *            the moment before which it cannot have been made or does not claim to have been
     */
    public CheckResult judge(String what, Set<WeakAlgorithm> used, Instant proved, Instant made) {
        if (used.isEmpty()) {
            return CheckResult.passed();
        }
        if (!everCounts(used)) {
            String names = names(used, algorithm -> !until.containsKey(algorithm));
            return new CheckResult(Indication.FAILED, CONSTRAINTS, what + ": " + names + " is too weak",
                    Map.of(ALGORITHM, names));
        }
        Instant end = used.stream().map(until::get).min(Comparator.naturalOrder()).orElseThrow();
        String names = names(used, algorithm -> end.equals(until.get(algorithm)));
        String rule = what + ": " + names + " counts for what is older than " + date(end);
        Map<String, String> facts = Map.of(ALGORITHM, names, UNTIL, date(end));
        if (proved.isBefore(end)) {
            return new CheckResult(Indication.PASSED, "", rule + ", as this is", facts);
        }
        return made.isBefore(end)
                ? new CheckResult(Indication.INDETERMINATE, CONSTRAINTS + "_NO_POE",
                        rule + ", and nothing proves that this is", facts)
                : new CheckResult(Indication.INDETERMINATE, CONSTRAINTS, rule + "; this is of " + made, facts);
    }

    private static String names(Set<WeakAlgorithm> used, Predicate<WeakAlgorithm> wanted) {
        return used.stream().filter(wanted).sorted().map(WeakAlgorithm::label).collect(Collectors.joining(", "));
    }

    private static String date(Instant moment) {
        return moment.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
