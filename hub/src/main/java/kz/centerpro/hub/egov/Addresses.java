package kz.centerpro.hub.egov;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import kz.centerpro.contracts.signing.SigningRequestView.Links;

/** Where a phone finds a request. */
record Addresses(String base) {

    Addresses {
        base = base.replaceAll("/+$", "");
    }

    /** API 1. */
    String invitation(String id) {
        return base + "/egov/" + id;
    }

    /** API 2. */
    String documents(String id) {
        return invitation(id) + "/documents";
    }

    /** What the QR code says. */
    String qr(String id) {
        return "mobileSign:" + invitation(id);
    }

    /** What opens the applications, or their pages in the shops when they are not installed. */
    Links links(String id) {
        String link = URLEncoder.encode(invitation(id) + "?mgovSign", StandardCharsets.UTF_8);
        return new Links(
                "https://m.egov.kz/mobileSign/?link=" + link
                        + "&isi=1476128386&ibi=kz.egov.mobile&apn=kz.mobile.mgov",
                "https://m.egov.kz/businessSign/?link=" + link
                        + "&isi=1597880144&ibi=kz.mobile.mgov.business&apn=kz.mobile.mgov.business");
    }
}
