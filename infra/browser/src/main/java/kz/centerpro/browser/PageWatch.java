package kz.centerpro.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the pages of one person's browser complained about and what they asked of whom: violations of the content
 * security policy, uncaught errors, requests to strangers.
 */
public final class PageWatch {

    private static final String VIOLATIONS = """
            addEventListener('securitypolicyviolation', (e) =>
              console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile + ':' + e.lineNumber));
            """;

    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Hears everything that happens in pages that are opened from now on. */
    public static PageWatch of(BrowserContext context) {
        PageWatch watch = new PageWatch();
        context.addInitScript(VIOLATIONS);
        context.onConsoleMessage(said -> watch.console(said.type(), said.text()));
        context.onWebError(error -> watch.errors.add(error.error()));
        context.onRequest(request -> watch.requests.add(request.url()));
        context.onPage(page -> page.onCrash(_ -> watch.errors.add("crashed: " + page.url())));
        return watch;
    }

    private void console(String type, String text) {
        if (text.startsWith("CSP ") || text.contains("Content Security Policy") || text.contains("TrustedHTML")
                || text.contains("TrustedScript")) {
            violations.add(text);
        } else if (type.equals("error")) {
            errors.add(text);
        }
    }

    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Uncaught errors and error lines of the console, among them requests that were refused. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** Addresses that were asked outside {@code origin}; {@code data:} and {@code blob:} ask nobody. */
    public List<String> strangers(String origin) {
        return requests.stream().filter(url -> !url.startsWith("data:") && !url.startsWith("blob:"))
                .filter(url -> !originOf(url).equals(originOf(origin))).distinct().toList();
    }

    /** Every address that was asked, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Everything that a script of the page can read of storage, cookies and its address. */
    public static String readableByScript(Page page) {
        return String.valueOf(page.evaluate("() => JSON.stringify([Object.entries(localStorage), "
                + "Object.entries(sessionStorage), document.cookie, location.href])"));
    }

    private static String originOf(String url) {
        URI uri = URI.create(url.indexOf('#') < 0 ? url : url.substring(0, url.indexOf('#')));
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
