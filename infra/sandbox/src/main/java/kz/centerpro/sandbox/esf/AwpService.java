package kz.centerpro.sandbox.esf;

import static kz.centerpro.sandbox.esf.Soap.tag;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import kz.centerpro.sandbox.trustcentre.SignatureCheck;

/** The acts and what is done to them, under the simulator's lock. */
final class AwpService {

    boolean silent;
    boolean refusing;
    /** Numbers; none is "". */
    String breakingAt = "";
    String misreading = "";
    private final Map<String, Awp> acts = new LinkedHashMap<>();

    /** In the order in which they came. */
    List<Awp> numbered(String number) {
        return acts.values().stream().filter(each -> each.number.equals(number)).toList();
    }

    void answered(String number, String status, String cause) {
        Awp act = numbered(number).stream().filter(Awp::isOpen).findFirst()
                .orElseThrow(() -> new NoSuchElementException("no open act " + number));
        act.status = status;
        act.cause = cause;
    }

    /** Empty for an answer that is lost; {@code tin} is the enterprise of the open session. */
    String answer(String operation, Soap envelope, String tin) throws XMLStreamException {
        return switch (operation) {
            case "awpUploadRequest" -> upload(envelope, tin);
            case "awpQueryRequest" -> query(envelope, tin);
            case "awpQueryStatusByIdRequest" -> standing(envelope, tin);
            case "awpChangeStatusRequest" -> changed(envelope, tin);
            default -> Soap.fault("UNKNOWN_OPERATION");
        };
    }

    private String upload(Soap envelope, String tin) throws XMLStreamException {
        String body = envelope.text("awpBody");
        Soap awp = Soap.read(body);
        String number = awp.text("number");
        if (number.equals(misreading)) {
            return Soap.fault("Client", "cvc-complex-type.2.4.a: awpBody");
        }
        String wrong = wrong(envelope, awp, body, tin);
        if (!wrong.isEmpty()) {
            return declined(number, wrong);
        }
        Awp made = new Awp(Integer.toString(1000 + acts.size()), number, tin,
                awp.all("recipient").map(each -> each.text("tin")).findFirst().orElse(""), body);
        acts.put(made.id, made);
        if (number.equals(breakingAt)) {
            return Soap.fault("internal error");
        }
        return silent
                ? ""
                : Soap.envelope("<v1:awpUploadResponse xmlns:v1=\"v1.awp\"><acceptedList><awpUploadResult>"
                        + tag("awpId", made.id) + tag("number", number)
                        + "</awpUploadResult></acceptedList><declinedList/></v1:awpUploadResponse>");
    }

    private String wrong(Soap envelope, Soap awp, String body, String tin) {
        if (refusing) {
            return "NOT_ALLOWED_NOW";
        }
        if (!signed(envelope, body, envelope.text("x509Certificate"), tin)) {
            return "SIGNATURE_INVALID";
        }
        if (envelope.text("senderSignerName").isEmpty()) {
            return "SENDER_SIGNER_NAME_REQUIRED";
        }
        if (awp.all("sender").noneMatch(each -> each.text("tin").equals(tin))) {
            return "SENDER_IS_NOT_SESSION_OWNER";
        }
        return acts.values().stream().anyMatch(each -> each.sender.equals(tin)
                && each.number.equals(awp.text("number")) && !each.status.equals("REVOKED")) ? "NUMBER_EXISTS" : "";
    }

    private static boolean signed(Soap envelope, String content, String certificate, String tin) {
        byte[] der = Base64.getDecoder().decode(certificate);
        return tin.equals(SignatureCheck.binOf(der)) && SignatureCheck.passes(der,
                content.getBytes(StandardCharsets.UTF_8), Base64.getDecoder().decode(envelope.text("signature")));
    }

    private static String declined(String number, String code) {
        return Soap.envelope("<v1:awpUploadResponse xmlns:v1=\"v1.awp\"><acceptedList/><declinedList><awpUploadResult>"
                + "<errorList><error>" + tag("errorCode", code) + tag("text", "SIMULATED: " + code)
                + "</error></errorList>" + tag("number", number)
                + "</awpUploadResult></declinedList></v1:awpUploadResponse>");
    }

    private String query(Soap envelope, String tin) {
        return Soap.envelope("<v1:awpQueryResponse xmlns:v1=\"v1.awp\"><awpInfoList>" + acts.values().stream()
                .filter(each -> each.sender.equals(tin) && each.number.equals(envelope.text("number")))
                .map(each -> each.summary("awpInfo")).collect(Collectors.joining())
                + "</awpInfoList></v1:awpQueryResponse>");
    }

    private String standing(Soap envelope, String tin) {
        Awp act = acts.get(envelope.text("id"));
        return act == null || !(act.sender.equals(tin) || act.recipient.equals(tin))
                ? Soap.fault("NOT_FOUND")
                : Soap.envelope("<v1:awpQueryStatusByIdResponse xmlns:v1=\"v1.awp\"><awpSummaryList>"
                        + act.summary("awpSummary") + "</awpSummaryList></v1:awpQueryStatusByIdResponse>");
    }

    private String changed(Soap envelope, String tin) throws XMLStreamException {
        String body = envelope.text("awpActionBody");
        Soap action = Soap.read(body);
        Awp act = acts.get(action.text("documentId"));
        String type = action.text("actionType");
        boolean mine = act != null && (type.equals("REVOKE") ? act.sender : act.recipient).equals(tin);
        if (act == null || !mine || !signed(envelope, body, envelope.text("certificate"), tin)
                || !(act.isOpen() || (type.equals("REVOKE") && act.status.equals("CONFIRMED")))
                || (type.equals("DECLINE") && action.text("cause").isEmpty())) {
            return declined(act == null ? "" : act.number, "ACTION_NOT_ALLOWED");
        }
        act.status = type.equals("CONFIRM") ? "CONFIRMED" : type.equals("DECLINE") ? "DECLINED" : "REVOKED";
        act.cause = action.text("cause");
        return Soap.envelope("<v1:awpChangeStatusResponse xmlns:v1=\"v1.awp\"><acceptedList>"
                + act.summary("awpActionResult") + "</acceptedList></v1:awpChangeStatusResponse>");
    }
}
