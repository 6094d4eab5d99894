package kz.centerpro.hub.page;

import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.hub.verification.ReportWriter;

/** What the holder of a document's link sees, and what everybody else does. Pure. */
final class FactsPage {

    private static final int GROUP = 5;

    private FactsPage() {}

    static Html facts(PageWords words, ReportWriter report, DocumentView document) {
        Html html = new Html().raw("<div class=\"verdict passed\" role=\"status\">").sign("PASSED").raw("<div>")
                .tag("strong", words.say("facts.registered"))
                .tag("p", words.say("facts.lead", words.time(document.registeredAt()))).raw("</div></div>\n<dl>\n")
                .fact(words.say("facts.number"), grouped(document.number()))
                .fact(words.say("facts.title"), document.title())
                .fact(words.say("facts.status"), words.name("status", document.status()))
                .fact(words.say("facts.sender"), party(document.sender()));
        if (document.legs() != null) {
            document.legs().forEach(leg -> html.fact(words.say("facts.recipient"),
                    party(leg.recipient()) + " · " + words.name("status", leg.state())));
        }
        html.fact(words.say("facts.size"), Long.toString(document.size()))
                .fact("SHA-256", document.sha256()).raw("</dl>\n");
        for (DocumentView.Signer signer : document.signers()) {
            html.raw("<section class=\"card signature\">\n").tag("h2", signer.name()).raw("<dl>\n")
                    .fact(words.say("role"), report.role(signer.role(), words.language()))
                    .fact(words.say("organization"), signer.organization()).fact(words.say("bin"), signer.bin())
                    .fact(words.say("iin"), VerifyPage.masked(signer.iin()))
                    .fact(words.say("time.best"), words.time(signer.bestSignatureTime()))
                    .fact(words.say("algorithm"), signer.algorithm()).raw("</dl>\n</section>\n");
        }
        return html.tag("p class=\"note\"", words.say("facts.check")).raw("<p><a class=\"button\" href=\"/verify?lang="
                + words.language() + "\">").text(words.say("page.verify")).raw("</a></p>\n");
    }

    /** The same for a number that exists and for one that does not (clauses 5.2.7, 12.1). */
    static Html closed(PageWords words, String number) {
        return new Html().raw("<div class=\"verdict unknown\" role=\"status\">").sign("INDETERMINATE").raw("<div>")
                .tag("strong", words.say("facts.closed")).tag("p", words.say("facts.closedWhy"))
                .raw("</div></div>\n<dl>\n")
                .fact(words.say("facts.number"), grouped(number)).raw("</dl>\n")
                .raw("<p><a class=\"button\" href=\"/d/")
                .text(number).raw("\">").text(words.say("facts.open")).raw("</a></p>\n");
    }

    private static String party(DocumentView.Party party) {
        return party.name() + " · " + party.country() + " " + party.taxId();
    }

    static String grouped(String number) {
        StringBuilder groups = new StringBuilder();
        for (int at = 0; at < number.length(); at += GROUP) {
            groups.append(at == 0 ? "" : " ").append(number, at, Math.min(number.length(), at + GROUP));
        }
        return groups.toString();
    }
}
