package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import kz.centerpro.cabinet.Visit.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens comes by itself, over one connection for all tabs, and a cut loses and doubles nothing. */
@NeedsBrowser
class LiveIT {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final int CUTS = 20;
    private static final int TABS = 8;
    private static final int DOCUMENTS = 300;
    private static final String LISTEN = """
            async () => {
              const main = [...document.scripts].find((s) => s.src.endsWith('/app/main.js')).src;
              const { live } = await import(new URL('live.js', main).href);
              window.heard = [];
              live.on((e) => { window.heard.push(Number(e.sequence)); });
              return live.state;
            }
            """;
    private static final String IS_LIVE = """
            async () => {
              const main = [...document.scripts].find((s) => s.src.endsWith('/app/main.js')).src;
              return (await import(new URL('live.js', main).href)).live.state === 'live';
            }
            """;

    /** One that joined and hears nothing any more: the last that joined is asked first. */
    private static final String DEAD_TAB = """
            async () => {
              const main = [...document.scripts].find((s) => s.src.endsWith('/app/main.js')).src;
              const [{ LIVE_WORKER, script }, { who }] = await Promise.all(['trusted.js', 'session.js'].map((name) => import(new URL(name, main).href)));
              window.dead = new SharedWorker(script(LIVE_WORKER), {type: 'module', name: `live-${who().participant.boxId}`});
              window.dead.port.start();
              window.dead.port.postMessage({start: true});
            }
            """;
    private static final Duration RENEWED = Duration.ofSeconds(12);

    private Gate gate;

    @BeforeEach
    void open() {
        gate = Gate.to(URI.create(House.center().http()).getPort());
    }

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void twentyCutsUnderLoadLoseAndDoubleNothingAndTheListIsAsAFreshOne() {
        Someone alice = House.company("ТОО «Отправитель»");
        Someone bob = House.company("ТОО «Получатель»");
        try (Visit visit = Visit.over(gate, bob, Look.DESK)) {
            Page page = visit.open("/in");
            page.waitForFunction(IS_LIVE);
            page.evaluate(LISTEN);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                for (int batch = 0; batch < DOCUMENTS / 5; batch++) {
                    alice.send(bob, 5, "Счёт " + batch);
                }
            }, task -> Thread.ofVirtual().start(task));
            for (int cut = 0; cut < CUTS; cut++) {
                int before = heard(page).size();
                gate.cut();
                Await.until(page, () -> "events after cut", SOON,
                        () -> heard(page).size() > before || sending.isDone());
            }
            sending.join();
            Await.until(page, () -> heard(page).size() + " of " + DOCUMENTS + " events heard", SOON,
                    () -> heard(page).size() >= DOCUMENTS);
            List<Long> heard = heard(page);
            assertThat(heard).isEqualTo(LongStream.range(heard.getFirst(), heard.getFirst() + heard.size()).boxed()
                    .toList());
            assertThat(gate.streamsBegun()).as("connections of the stream").isGreaterThan(3);
            try (Visit fresh = Visit.of(bob, Look.DESK)) {
                List<String> snapshot = rows(fresh.open("/in"));
                assertThat(snapshot).hasSizeGreaterThan(10);
                // The list may follow the events by a drawing.
                Await.until(page, () -> rows(page) + " instead of " + snapshot, SOON,
                        () -> rows(page).equals(snapshot));
            }
            visit.assertClean();
        }
    }

    @Test
    void eightTabsHoldOneConnectionAndAllOfThemHear() {
        Someone alice = House.company("ТОО «Восемь окон»");
        Someone bob = House.company("ТОО «Одно соединение»");
        try (Visit visit = Visit.over(gate, bob, Look.DESK)) {
            List<Page> tabs = new ArrayList<>(List.of(visit.open("/in")));
            IntStream.range(1, TABS).forEach(_ -> {
                Page tab = visit.context().newPage();
                tab.navigate("/in");
                tabs.add(tab);
            });
            tabs.forEach(tab -> {
                tab.waitForFunction(IS_LIVE);
                tab.evaluate(LISTEN);
            });
            assertThat(gate.streams()).isEqualTo(1);
            Response ordinary = tabs.getLast().reload();
            assertThat(ordinary.status()).isEqualTo(200);
            tabs.getLast().waitForFunction(IS_LIVE);
            tabs.getLast().evaluate(LISTEN);

            tabs.getFirst().close();
            List<Page> left = tabs.subList(1, TABS);
            alice.send(bob, 3, "Накладная");
            left.forEach(tab -> Await.until(tab, () -> "three events in each tab", SOON, () -> heard(tab).size() == 3));
            assertThat(gate.streams()).isEqualTo(1);
        }
    }

    @Test
    void whatACutKeptFromTheListIsReadAgain() {
        Someone alice = House.company("ТОО «Обрыв связи»");
        Someone bob = House.company("ТОО «Один документ»");
        try (Visit visit = Visit.of(bob, Look.DESK)) {
            Page page = visit.open("/in");
            page.waitForFunction(IS_LIVE);
            AtomicInteger asked = new AtomicInteger();
            visit.context().route(Pattern.compile("/v1/documents\\?"), route -> {
                if (asked.getAndIncrement() == 0) {
                    route.abort();
                } else {
                    route.resume();
                }
            });
            alice.send(bob, 1, "Акт");
            Await.until(page, () -> "the document is in the list", SOON, () -> rows(page).size() == 1);
            assertThat(asked.get()).isGreaterThan(1);
        }
    }

    @Test
    void aTabThatWasKilledDoesNotDelayTheNextSession() {
        Someone bob = House.company("ТОО «Закрытое окно»");
        try (Visit visit = Visit.over(gate, bob, Look.DESK)) {
            Page page = visit.open("/in");
            page.waitForFunction(IS_LIVE);
            page.evaluate(DEAD_TAB);
            visit.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("__Host-session"));
            gate.cut();
            Await.until(page, () -> "a new session", RENEWED, () -> visit.context().cookies().stream()
                    .anyMatch(cookie -> cookie.name.equals("__Host-session")));
            page.waitForFunction(IS_LIVE);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Long> heard(Page page) {
        return ((List<Number>) page.evaluate("() => window.heard ?? []")).stream().map(Number::longValue).toList();
    }

    private static List<String> rows(Page page) {
        return page.locator("[role=grid] [role=row]").allInnerTexts().stream().map(row -> row.replaceAll("\\s+", " "))
                .toList();
    }
}
