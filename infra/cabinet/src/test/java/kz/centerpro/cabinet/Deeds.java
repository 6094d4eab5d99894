package kz.centerpro.cabinet;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.List;
import java.util.regex.Pattern;
import kz.centerpro.sandbox.phone.PhoneSimulator;
import kz.centerpro.sandbox.trustcentre.Person;

/** What people do in the cabinet, by the same buttons and keys. */
final class Deeds {

    private static final double LONG = 60_000;
    private static final Pattern INSIDE = Pattern.compile(".*/in(\\?.*)?$");

    /** How a person signs what a window shows. */
    interface Hand {

        void sign(Page page, String window);
    }

    private Deeds() {}

    /** With the key that NCALayer has: the one of {@code person} from now on. */
    static Hand ncaLayer(Person person) {
        return (page, window) -> {
            House.ncaLayer().signAs(person.id());
            page.locator(window + " [data-door=nca]").click(new Locator.ClickOptions().setTimeout(LONG));
        };
    }

    /** With the phone that shows the page: its link opens the application that signs. */
    static Hand thisPhone(Person person) {
        return (page, window) -> {
            page.locator(window + " [data-door=qr]").click(new Locator.ClickOptions().setTimeout(LONG));
            String link = page.locator(window + " .applinks a").first().getAttribute("href");
            PhoneSimulator.Sent sent = PhoneSimulator.of(person.signer()).sign(link);
            if (!sent.isTaken()) {
                throw new AssertionError("not taken: " + sent.answer());
            }
        };
    }

    /** Signs in as somebody new, registers and accepts the offer; who that is then for the wire contract. */
    static Someone join(Visit visit, Person person, Hand hand) {
        Page page = visit.open("/sign-in");
        hand.sign(page, "main");
        assertThat(page).hasURL(Pattern.compile(".*/join.*"));
        page.locator("main .btn.main").click();
        assertThat(page.locator("main input[type=checkbox]").first()).isVisible();
        for (Locator box : page.locator("main input[type=checkbox]").all()) {
            box.check();
        }
        page.locator("main .btn.main").click();
        hand.sign(page, "dialog");
        assertThat(page).hasURL(INSIDE);
        visit.settled();
        return new Someone(House.center().http(), person).signIn();
    }

    /** Answers the document that is open. */
    static void answer(Page page, String language, String kind, String reason) {
        page.locator("article.doc .acts").getByText(Words.of(language, "document", "act." + kind)).click();
        page.locator("dialog textarea").fill(reason);
        page.locator("dialog .dfoot .btn[type=submit]").click();
    }

    /** Chooses all of the list but these, and asks for their signing. */
    static void openBulk(Page inbox, List<String> left) {
        grid(inbox).focus();
        inbox.keyboard().press("Control+a");
        assertThat(inbox.locator(".bar")).isVisible();
        for (String number : left) {
            row(inbox, number).locator(".pick").click();
        }
        grid(inbox).focus();
        inbox.keyboard().press("s");
    }

    /** Begins, and agrees in the signer's window, which comes once for all of them. */
    static void start(Page inbox) {
        begin(inbox);
        inbox.locator("dialog.signer [data-door=nca]").click(new Locator.ClickOptions().setTimeout(LONG));
    }

    static void begin(Page inbox) {
        inbox.locator("dialog .dfoot .btn.main").click();
    }

    static Locator grid(Page page) {
        return page.locator("[role=grid]");
    }

    static Locator row(Page page, String number) {
        return page.locator("[role=grid] #row-" + number);
    }

    /** The number of a document in the list, from the top. */
    static String shown(Page page, int index) {
        return page.locator("[role=grid] [role=row]").nth(index).getAttribute("id").replace("row-", "");
    }

    static LocatorAssertions.HasAttributeOptions soon() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(LONG);
    }

    static LocatorAssertions.HasTextOptions soonSays() {
        return new LocatorAssertions.HasTextOptions().setTimeout(LONG);
    }

    static LocatorAssertions.ContainsTextOptions soonTells() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONG);
    }

    static LocatorAssertions.HasJSPropertyOptions soonIs() {
        return new LocatorAssertions.HasJSPropertyOptions().setTimeout(LONG);
    }
}
