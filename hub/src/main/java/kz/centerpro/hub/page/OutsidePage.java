package kz.centerpro.hub.page;

import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.hub.outside.OutsideLinks;
import kz.centerpro.hub.verification.ReportWriter;

/** What somebody sees who was sent a link and is no client. Pure; codes are letters and digits. */
final class OutsidePage {

    static final String PATH = "/x/";

    private OutsidePage() {}

    /** Who sent something, and nothing of what. */
    static Html envelope(PageWords words, String code, OutsideLinks.Envelope envelope) {
        return button(new Html().tag("p class=\"lead\"", words.say("outside.from", envelope.sender()))
                .tag("p", words.say("outside.told")), words, code, "", words.say("outside.open"))
                .tag("p class=\"note\"", words.say("outside.until", words.time(envelope.expiresAt())));
    }

    static Html opened(PageWords words, String code, ReportWriter report, DocumentView document) {
        Html html = new Html();
        if (document.size() > 0) {
            button(html.tag("h2", document.title()), words, code, "/document", words.say("outside.fetch"));
        }
        return html.raw(FactsPage.facts(words, report, document).toString())
                .tag("p class=\"note\"", words.say("outside.join"));
    }

    private static Html button(Html html, PageWords words, String code, String more, String text) {
        return html.raw("<form class=\"card\" method=\"post\" action=\"" + PATH + code + more + "?lang="
                + words.language() + "\">\n").tag("button type=\"submit\"", text).raw("</form>\n");
    }
}
