package kz.centerpro.hub.counterparty;

import java.time.Duration;
import java.time.Instant;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.counterparty.CounterpartyStore.Additions;
import kz.centerpro.hub.counterparty.CounterpartyStore.Size;

/** How fast and how far a list may grow (clauses 4.3.5, 4.3.9). Pure. */
record Limits(CounterpartyProperties settings) {

    static final Duration WINDOW = Duration.ofDays(1);

    /** The window with {@code more} in it, or a refusal that says when. */
    Additions grown(Additions before, int more, Instant now) {
        return within(before, more, now, "At most " + settings.additionsPerDay() + " counterparties are added a day.");
    }

    /** The same of numbers that are in a file and not in the list: what would be with them tells who is here. */
    Additions asked(Additions before, int more, Instant now) {
        return within(before, more, now, "Files may be tried with at most " + settings.additionsPerDay()
                + " numbers a day that are not in the list: import what is right, or try again later.");
    }

    private Additions within(Additions before, int more, Instant now, String otherwise) {
        Instant from = before.from();
        Instant since = from == null || isOver(from, now) ? now : from;
        int added = (since.equals(from) ? before.added() : 0) + more;
        if (more > 0 && added > settings.additionsPerDay()) {
            throw tooMany(otherwise, now, since.plus(WINDOW));
        }
        return new Additions(since, added);
    }

    void fits(Size before, int more) {
        if (more > 0 && before.entries() + more > settings.entries()) {
            throw Refusal.field("taxId", "A list has at most " + settings.entries() + " counterparties.");
        }
    }

    int additionsLeft(Additions before, Instant now) {
        Instant from = before.from();
        return settings.additionsPerDay()
                - (from == null || isOver(from, now) ? 0 : Math.min(before.added(), settings.additionsPerDay()));
    }

    private static boolean isOver(Instant from, Instant now) {
        return !now.isBefore(from.plus(WINDOW));
    }

    /** {@code again} is when one of those counted is a day old. */
    Refusal invited(Instant now, Instant again) {
        return tooMany("At most " + settings.invitationsPerDay() + " invitations a day.", now, again);
    }

    /** An address got enough letters today; when the first of them came is not told. */
    Refusal lettered() {
        return Refusal.of(ProblemType.RATE_LIMITED,
                "At most " + settings.lettersPerAddress() + " invitations to one address a day.").retryAfter(WINDOW);
    }

    private static Refusal tooMany(String detail, Instant now, Instant again) {
        return Refusal.of(ProblemType.RATE_LIMITED, detail)
                .retryAfter(now.isBefore(again) ? Duration.between(now, again).plusSeconds(1) : Duration.ofSeconds(1));
    }
}
