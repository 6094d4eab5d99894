package kz.centerpro.hub.page;

import java.util.List;
import kz.centerpro.hub.verification.VerificationReport;
import org.jspecify.annotations.Nullable;

/** The form that a file is checked with, and the report on it. Pure. */
final class VerifyPage {

    private static final int SHOWN_DIGITS = 4;

    private VerifyPage() {}

    static Html form(PageWords words) {
        return new Html().tag("p class=\"lead\"", words.say("verify.lead"))
                .raw("<div class=\"forms\">\n<form class=\"card\" method=\"post\" action=\"/verify?lang="
                        + words.language()
                        + "\" enctype=\"multipart/form-data\">\n")
                .tag("h2", words.say("verify.byFile")).raw("<label for=\"file\">").text(words.say("verify.file"))
                .raw("</label>\n<input id=\"file\" name=\"file\" type=\"file\" required aria-describedby=\"fileNote\">\n")
                .tag("p id=\"fileNote\" class=\"note\"", words.say("verify.fileNote"))
                .raw("<label for=\"content\">").text(words.say("verify.content"))
                .raw("</label>\n<input id=\"content\" name=\"content\" type=\"file\" aria-describedby=\"contentNote\">\n")
                .tag("p id=\"contentNote\" class=\"note\"", words.say("verify.contentNote"))
                .tag("button type=\"submit\"", words.say("verify.check")).raw("</form>\n")
                .raw("<form class=\"card\" method=\"get\" action=\"/verify\">\n")
                .tag("h2", words.say("verify.byNumber"))
                .raw("<input type=\"hidden\" name=\"lang\" value=\"" + words.language() + "\">\n<label for=\"number\">")
                .text(words.say("verify.number"))
                .raw("</label>\n<input id=\"number\" name=\"number\" inputmode=\"numeric\" autocomplete=\"off\" maxlength=\"40\" required "
                        + "aria-describedby=\"numberNote\">\n")
                .tag("p id=\"numberNote\" class=\"note\"", words.say("verify.numberNote"))
                .tag("button type=\"submit\"", words.say("verify.find")).raw("</form>\n</div>\n");
    }

    static Html problem(String title, @Nullable String detail) {
        Html html = new Html().raw("<div class=\"verdict failed\" role=\"alert\">").sign("FAILED").raw("<div>")
                .tag("strong", title);
        if (detail != null) {
            html.tag("p", detail);
        }
        return html.raw("</div></div>\n");
    }

    static Html report(PageWords words, VerificationReport report, String now) {
        Html html = verdict(new Html(), words, report.verdict(), report.summary());
        html.raw("<dl>").fact(words.say("report.format"), report.format())
                .fact(words.say("report.policy"), report.policy())
                .fact(words.say("report.checkedAt"), words.time(now)).raw("</dl>\n");
        int total = report.signatures().size();
        for (int at = 0; at < total; at++) {
            signature(html, words, report.signatures().get(at), words.say("report.signature", Integer.toString(at + 1),
                    Integer.toString(total)));
        }
        return html.tag("p class=\"note\"", words.say("report.print"));
    }

    private static Html verdict(Html html, PageWords words, String verdict, String summary) {
        return html.raw("<div class=\"verdict " + style(verdict) + "\" role=\"status\">").sign(verdict).raw("<div>")
                .tag("strong", words.say("verdict." + verdict)).tag("p", summary).raw("</div></div>\n");
    }

    private static String style(String verdict) {
        return switch (verdict) {
            case "PASSED" -> "passed";
            case "FAILED" -> "failed";
            default -> "unknown";
        };
    }

    private static void signature(Html html, PageWords words, VerificationReport.Signature signature, String heading) {
        html.raw("<section class=\"card signature\">\n<h2>").raw("<span class=\"" + style(signature.verdict()) + "\">")
                .sign(signature.verdict()).text(words.say("verdict." + signature.verdict())).raw("</span> ")
                .text(heading).raw("</h2>\n");
        paragraph(html, words, signature.explanation());
        paragraph(html, words, signature.advice());
        VerificationReport.Signer signer = signature.signer();
        VerificationReport.Timestamp stamp = signature.timestamp();
        html.raw("<dl>\n").fact(words.say("signer"), signer.name()).fact(words.say("role"), signer.roleText())
                .fact(words.say("organization"), signer.organization()).fact(words.say("bin"), signer.bin())
                .fact(words.say("iin"), masked(signer.iin()))
                .fact(words.say("authentic"), words.say("answer." + signature.authenticity()))
                .fact(words.say("keyValid"), words.say("answer." + signature.keyValidity()))
                .fact(words.say("time.best"), words.time(signature.bestSignatureTime()))
                .fact(words.say("time.claimed"),
                        signature.signingTime() == null ? null : words.time(signature.signingTime()))
                .fact(words.say("time.stamp"), stamp == null || stamp.time() == null
                        ? null
                        : words.time(stamp.time()) + " · " + words.say("answer." + stamp.verdict()))
                .fact(words.say("algorithm"), signature.algorithm());
        certificate(html, words, signature.chain());
        html.fact(words.say("revokedAt"),
                signature.revocation() == null ? null : words.time(signature.revocation().date())).raw("</dl>\n");
        list(html, words, signature.warnings());
        list(html, words, signature.remarks());
        checks(html, words, signature);
        for (VerificationReport.Signature over : signature.countersignatures()) {
            signature(html, words, over, words.say("report.over"));
        }
        html.raw("</section>\n");
    }

    private static void certificate(Html html, PageWords words, List<VerificationReport.Certificate> chain) {
        if (!chain.isEmpty()) {
            VerificationReport.Certificate own = chain.getFirst();
            html.fact(words.say("certificate"), own.serialNumber())
                    .fact(words.say("validity"), words.time(own.notBefore()) + " – " + words.time(own.notAfter()))
                    .fact(words.say("issuer"), own.issuer());
        }
    }

    private static void checks(Html html, PageWords words, VerificationReport.Signature signature) {
        html.raw("<details><summary>").text(words.say("report.questions",
                Integer.toString(signature.checks().size()))).raw("</summary>\n<table><thead><tr>")
                .tag("th scope=\"col\"", words.say("question")).tag("th scope=\"col\"", words.say("answer"))
                .tag("th scope=\"col\"", words.say("clause")).raw("</tr></thead><tbody>\n");
        for (VerificationReport.Check check : signature.checks()) {
            html.raw("<tr><td>").text(check.question() == null ? check.id() : check.question());
            if (check.explanation() != null) {
                html.raw("<br><small>").text(words.told(check.explanation())).raw("</small>");
            }
            html.raw("</td><td class=\"" + style(check.answer()) + "\">").sign(check.answer())
                    .text(check.answerText() == null ? check.answer() : check.answerText()).raw("</td>")
                    .tag("td", check.clause()).raw("</tr>\n");
        }
        html.raw("</tbody></table></details>\n");
    }

    private static void paragraph(Html html, PageWords words, @Nullable String text) {
        if (text != null) {
            html.tag("p", words.told(text));
        }
    }

    private static void list(Html html, PageWords words, List<String> texts) {
        if (!texts.isEmpty()) {
            html.raw("<ul class=\"warnings\">\n");
            texts.forEach(text -> html.tag("li", words.told(text)));
            html.raw("</ul>\n");
        }
    }

    /** A person's number is shown by its end: enough to compare, not enough to collect. */
    static @Nullable String masked(@Nullable String iin) {
        return iin == null || iin.length() <= SHOWN_DIGITS
                ? iin
                : "•".repeat(iin.length() - SHOWN_DIGITS) + iin.substring(iin.length() - SHOWN_DIGITS);
    }
}
