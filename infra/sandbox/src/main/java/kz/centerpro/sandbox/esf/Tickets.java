package kz.centerpro.sandbox.esf;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.centerpro.sandbox.trustcentre.SignatureCheck;

/**
 * Tickets that are signed to open a session. They are written in canonical form, so that the signature over them can be
 * checked as text: what is left without the Signature is the ticket.
 */
final class Tickets {

    private static final String DSIG = " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"";
    private static final Pattern SIGNATURE = Pattern.compile("<ds:Signature[ >].*</ds:Signature>", Pattern.DOTALL);
    private static final Pattern SIGNED_INFO = Pattern.compile("<ds:SignedInfo.*</ds:SignedInfo>", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("<ds:SignatureValue>([^<]*)</ds:SignatureValue>");
    private static final Pattern CERTIFICATE = Pattern.compile("<ds:X509Certificate>([^<]*)</ds:X509Certificate>");
    private static final Pattern DIGEST = Pattern.compile("<ds:DigestValue>([^<]*)</ds:DigestValue>");

    private final SecureRandom random = new SecureRandom();
    private final Set<String> given = new HashSet<>();

    String give(String iin) {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        String ticket = "<authTicket><iin>" + iin.replaceAll("[^0-9]", "") + "</iin><nonce>"
                + HexFormat.of().formatHex(nonce) + "</nonce></authTicket>";
        given.add(ticket);
        return ticket;
    }

    /** The certificate that signed a ticket of ours, which serves once; empty when anything is wrong. */
    byte[] signerOf(String signed) {
        Matcher signature = SIGNATURE.matcher(signed);
        if (!signature.find() || !given.remove(signature.replaceFirst(""))) {
            return new byte[0];
        }
        String ticket = SIGNATURE.matcher(signed).replaceFirst("");
        byte[] certificate = Base64.getDecoder().decode(one(CERTIFICATE, signed));
        String info = whole(SIGNED_INFO, signed);
        String canonical = info.contains(DSIG) ? info : info.replaceFirst("<ds:SignedInfo", "<ds:SignedInfo" + DSIG);
        boolean passes = SignatureCheck.passes(certificate, canonical.getBytes(StandardCharsets.UTF_8),
                Base64.getDecoder().decode(one(VALUE, signed)))
                && one(DIGEST, info)
                        .equals(SignatureCheck.digest(certificate, ticket.getBytes(StandardCharsets.UTF_8)));
        return passes ? certificate : new byte[0];
    }

    private static String one(Pattern pattern, String in) {
        Matcher found = pattern.matcher(in);
        return found.find() ? found.group(1) : "";
    }

    private static String whole(Pattern pattern, String in) {
        Matcher found = pattern.matcher(in);
        return found.find() ? found.group() : "";
    }
}
