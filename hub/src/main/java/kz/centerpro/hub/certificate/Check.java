package kz.centerpro.hub.certificate;

import java.util.List;
import java.util.Map;

/**
 * One question, its answer, and what the policy makes of it. A question that was not reached is not in the list.
 *
 * @param detail
 *            technical, in English; empty when there is nothing to say
 * @param facts
 *            as those of {@link CheckResult}
 */
public record Check(Question question, Indication answer, Level level, String subIndication, String detail,
        Map<String, String> facts) {

    public Check {
        facts = Map.copyOf(facts);
    }

    public Check(Question question, Indication answer, Level level, String subIndication, String detail) {
        this(question, answer, level, subIndication, detail, Map.of());
    }

    /** True when the answer is not the wanted one and the reader has to know, though the verdict stands. */
    public boolean warns() {
        return answer != Indication.PASSED && level == Level.WARN;
    }

    /** What the checks come to: the worst of those that decide; of equals a revocation first, then the earliest. */
    public static CheckResult conclusion(List<Check> checks) {
        Indication worst = checks.stream().filter(check -> check.level == Level.FAIL).map(Check::answer)
                .reduce(Indication.PASSED, Indication::and);
        if (worst == Indication.PASSED) {
            String warning = checks.stream().filter(Check::warns).map(Check::detail).findFirst().orElse("");
            return new CheckResult(worst, "", warning);
        }
        List<Check> decisive = checks.stream().filter(check -> check.level == Level.FAIL && check.answer == worst)
                .toList();
        Check told = decisive.stream().filter(check -> check.subIndication.equals("REVOKED")).findFirst()
                .orElse(decisive.getFirst());
        return new CheckResult(worst, told.subIndication, told.detail, told.facts);
    }
}
