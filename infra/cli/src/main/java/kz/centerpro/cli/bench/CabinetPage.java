package kz.centerpro.cli.bench;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.browser.Chromium;
import kz.centerpro.cli.client.Account;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cabinet in a browser, signed in, with what a measurement looks at. */
final class CabinetPage implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LIVE = """
            async () => {
              const main = [...document.scripts].find((s) => s.src.endsWith('/app/main.js')).src;
              return (await import(new URL('live.js', main).href)).live.state === 'live';
            }
            """;
    /** Counts events, frames, the longest task and rows of each second until it is told to stop. */
    private static final String WATCH = """
            async () => {
              const main = [...document.scripts].find((s) => s.src.endsWith('/app/main.js')).src;
              const { live } = await import(new URL('live.js', main).href);
              const seen = window.seen = {events: 0, frames: 0, rows: 0, seconds: [], longest: 0, from: performance.now(), on: true};
              live.on(() => { seen.events++; });
              new PerformanceObserver((list) => {
                for (const task of list.getEntries()) seen.longest = Math.max(seen.longest, task.duration);
              }).observe({type: 'longtask'});
              const frame = () => { if (!seen.on) return; seen.frames++; requestAnimationFrame(frame); };
              requestAnimationFrame(frame);
              const second = setInterval(() => {
                if (!seen.on) return clearInterval(second);
                seen.seconds.push(seen.longest);
                seen.longest = 0;
                seen.rows = Math.max(seen.rows, document.querySelectorAll('[role=grid] [role=row]').length);
              }, 1000);
            }
            """;
    private static final String SEEN = """
            () => { seen.on = false; return JSON.stringify({...seen, took: (performance.now() - seen.from) / 1000}); }
            """;
    private static final String JUMP = """
            async (share) => {
              const grid = document.querySelector('[role=grid]'), begun = performance.now();
              grid.scrollTop = share * (grid.scrollHeight - grid.clientHeight);
              await new Promise((done) => {
                const look = () => {
                  const edge = grid.getBoundingClientRect();
                  const rows = [...grid.querySelectorAll('[role=row]')].filter((row) => {
                    const box = row.getBoundingClientRect();
                    return box.bottom > edge.top + 1 && box.top < edge.bottom - 1;
                  });
                  if (rows.length > 3 && rows.every((row) => row.id)) done(); else requestAnimationFrame(look);
                };
                requestAnimationFrame(look);
              });
              return performance.now() - begun;
            }
            """;

    private final BrowserContext context;
    private final Page page;
    private final CDPSession tools;
    private final List<Request> finished = new ArrayList<>();

    private CabinetPage(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        this.tools = context.newCDPSession(page);
    }

    /** Signed in by the same doors as the page uses; the session is a cookie. */
    static CabinetPage of(Chromium chromium, String base, Account who) {
        BrowserContext context = chromium.browser().newContext(new Browser.NewContextOptions().setBaseURL(base)
                .setLocale("ru-KZ").setTimezoneId("Asia/Almaty").setViewportSize(1360, 860));
        context.setDefaultTimeout(60_000);
        String challenge = JSON.readTree(post(context, "/v1/auth/challenges", Map.of()).body()).path("challenge")
                .asString();
        byte[] signature = who.signer().sign(challenge.getBytes(StandardCharsets.UTF_8), false);
        APIResponse tokens = post(context, "/v1/auth/tokens", Map.of("challenge", challenge, "signature",
                Base64.getEncoder().encodeToString(signature), "as", "cookie"));
        if (!tokens.ok()) {
            throw new IllegalStateException("the hub answered " + tokens.status() + " to the sign-in");
        }
        return new CabinetPage(context);
    }

    private static APIResponse post(BrowserContext context, String path, Map<String, ?> body) {
        return context.request().post(path, RequestOptions.create().setHeader("Content-Type", "application/json")
                .setHeader("X-Cabinet", "1").setHeader("Idempotency-Key", UUID.randomUUID().toString())
                .setData(JSON.writeValueAsString(body)));
    }

    /** From now on requests are kept for {@link #weight}. */
    void weigh() {
        page.onRequestFinished(finished::add);
    }

    /** Bytes of files whose address matches, as they travelled, compressed, each address once. */
    double weight(String pattern) {
        Map<String, Long> byAddress = new HashMap<>();
        for (Request request : List.copyOf(finished)) { // asking for a size hears of further ones
            String address = request.url().replaceAll("[?#].*", "");
            if (address.matches(pattern)) {
                byAddress.merge(address, (long) request.sizes().responseBodySize, Math::max);
            }
        }
        return byAddress.values().stream().mapToLong(Long::longValue).sum();
    }

    void open(String path) {
        page.navigate(path);
        page.waitForFunction("() => document.querySelector('main') && !document.querySelector('[aria-busy=\"true\"]')");
    }

    void awaitLive() {
        page.waitForFunction(LIVE);
    }

    void watch() {
        page.evaluate(WATCH);
    }

    /** What has been seen since {@link #watch}: events, frames, rows at most, longest task of each second, seconds. */
    JsonNode seen() {
        return JSON.readTree(String.valueOf(page.evaluate(SEEN)));
    }

    /** Lets the page go on for that long. */
    void rest(double milliseconds) {
        page.waitForTimeout(milliseconds);
    }

    /** Milliseconds until every row in sight is there, at a share of the list's whole length. */
    double jump(double share) {
        return ((Number) page.evaluate(JUMP, share)).doubleValue();
    }

    /** Bytes of live objects after a collection. */
    double heap() {
        tools.send("HeapProfiler.collectGarbage");
        return metric("JSHeapUsedSize");
    }

    /** Seconds that tasks of the page's thread have lasted, and how long of that a processor was at work on them. */
    Work work() {
        return new Work(metric("TaskDuration"), metric("ThreadTime"));
    }

    /** See {@link #work}. */
    record Work(double lasted, double computed) {

        Work since(Work earlier) {
            return new Work(lasted - earlier.lasted, computed - earlier.computed);
        }
    }

    private double metric(String name) {
        tools.send("Performance.enable");
        for (var metric : tools.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            if (metric.getAsJsonObject().get("name").getAsString().equals(name)) {
                return metric.getAsJsonObject().get("value").getAsDouble();
            }
        }
        throw new IllegalStateException("Chromium tells no " + name);
    }

    /** Writes what the browser does while {@code run} runs into a file that its own tools read. */
    void traced(Path file, Runnable run) {
        Browser browser = Objects.requireNonNull(context.browser());
        browser.startTracing(page, new Browser.StartTracingOptions().setPath(file).setCategories(List.of("toplevel",
                "devtools.timeline", "v8.execute", "blink.user_timing", "disabled-by-default-v8.cpu_profiler")));
        run.run();
        browser.stopTracing();
    }

    /** Opens further tabs of the same browser. */
    void tabs(int count) {
        for (int i = 0; i < count; i++) {
            Page tab = context.newPage();
            tab.navigate("/in");
            tab.waitForFunction(LIVE);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
