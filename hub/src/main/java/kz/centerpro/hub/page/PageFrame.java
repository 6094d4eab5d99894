package kz.centerpro.hub.page;

import java.util.List;

/** What stands around every page: mark, languages, the other pages. */
final class PageFrame {

    private static final List<String> LANGUAGES = List.of("kk", "ru", "en");
    private static final List<String> PAGES = List.of("verify", "tariffs", "offer", "privacy");

    private final String styles;

    /** {@code build}: where the cabinet's styles are. */
    PageFrame(String build) {
        this.styles = "/cabinet/" + Html.escaped(build) + "/";
    }

    /**
     * @param path
     *            of this page with its query but for the language, for the switch
     */
    String around(PageWords words, String path, String title, Html body) {
        Html page = new Html()
                .raw("<!doctype html>\n<html lang=\"" + words.language() + "\">\n<head>\n<meta charset=\"utf-8\">\n"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        + "<meta name=\"color-scheme\" content=\"light dark\">\n")
                .tag("title", title + " · Center Pro")
                .raw("<link rel=\"icon\" href=\"" + styles + "mark.svg\" type=\"image/svg+xml\">\n"
                        + "<link rel=\"stylesheet\" href=\"" + styles + "tokens.css\">\n"
                        + "<link rel=\"stylesheet\" href=\"" + styles + "pages.css\">\n</head>\n<body>\n<header>\n"
                        + "<a class=\"brand\" href=\"/\"><img src=\"" + styles
                        + "mark.svg\" alt=\"\" width=\"28\" height=\"28\">Center Pro</a>\n<nav aria-label=\"")
                .text(words.say("pages")).raw("\">\n");
        PAGES.forEach(name -> page.raw("<a href=\"/" + name + "?lang=" + words.language() + "\">")
                .text(words.say("page." + name)).raw("</a>\n"));
        page.raw("</nav>\n<nav class=\"languages\" aria-label=\"").text(words.say("languages")).raw("\">\n");
        LANGUAGES.forEach(language -> page
                .raw("<a hreflang=\"" + language + "\" lang=\"" + language + "\" href=\"")
                .text(path + (path.contains("?") ? "&" : "?") + "lang=" + language)
                .raw(language.equals(words.language()) ? "\" aria-current=\"true\">" : "\">")
                .text(words.say("language." + language)).raw("</a>\n"));
        return page.raw("</nav>\n</header>\n<main>\n").tag("h1", title).raw(body.toString()).raw("</main>\n<footer>")
                .text(words.say("footer")).raw("</footer>\n</body>\n</html>\n").toString();
    }
}
