package kz.centerpro.hub.esf;

import static kz.centerpro.hub.esf.SoapXml.tag;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.seal.Seal;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The calls of ИС ЭСФ (AuthService, SessionService, AwpWebService) as one user: a session is opened by a ticket signed
 * with the key (XMLDSIG) and the account's password, everything else names the session.
 */
final class EsfClient {

    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String PASSWORD_TEXT = "http://docs.oasis-open.org/wss/2004/01/"
            + "oasis-200401-wss-username-token-profile-1.0#PasswordText";
    private static final String SESSION = "SessionService";
    private static final String AWP = "AwpWebService";
    private static final String VERSION = "AwpV1";

    private final EsfHttp http;
    private final Seal seal;
    private final Bulkhead work;
    private final User user;

    /**
     * Whose session it is.
     *
     * @param tin
     *            of the enterprise that the user acts for
     * @param username
     *            the user's IIN
     */
    record User(String tin, String username, String password, String signerName) {

        @Override
        public String toString() {
            return "User[" + tin + "]";
        }
    }

    /** What is done to an act that is there: by the buyer, by the buyer, by the seller. */
    enum Action {
        CONFIRM, DECLINE, REVOKE
    }

    /**
     * How an act stands.
     *
     * @param status
     *            CREATED, NOT_VIEWED, DELIVERED, CONFIRMED, DECLINED, REVOKED, FAILED, …
     */
    record Standing(String status, @Nullable String registrationNumber, @Nullable String cause) {}

    EsfClient(EsfHttp http, Seal seal, Bulkhead work, User user) {
        this.http = http;
        this.seal = seal;
        this.work = work;
        this.user = user;
    }

    /** A session, instead of one that the user may have open. */
    Mono<String> open() {
        return opened().onErrorResume(EsfFailure.class, failure -> failure.kind() == EsfFailure.Kind.BUSY
                ? closeWhatever().then(Mono.defer(this::opened))
                : Mono.error(failure));
    }

    private Mono<String> opened() {
        return call("AuthService", "", "<esf:createAuthTicketRequest xmlns:esf=\"esf\">" + tag("iin", user.username())
                + "</esf:createAuthTicketRequest>").map(answer -> need(answer, "authTicketXml"))
                .flatMap(ticket -> work.run(() -> seal.xml(ticket)))
                .flatMap(signed -> call(SESSION, credentials(), "<esf:createSessionSignedRequest xmlns:esf=\"esf\">"
                        + tag("tin", user.tin()) + tag("signedAuthTicket", signed)
                        + "</esf:createSessionSignedRequest>"))
                .map(answer -> need(answer, "sessionId"));
    }

    private Mono<Void> closeWhatever() {
        return call(SESSION, credentials(), "<esf:closeSessionByCredentialsRequest xmlns:esf=\"esf\">"
                + tag("tin", user.tin()) + "</esf:closeSessionByCredentialsRequest>").then();
    }

    /** Hands in an act; its id there. {@code REFUSED} with what is wrong. */
    Mono<String> upload(String session, String body) {
        return signed(body).flatMap(signature -> call(AWP, "", "<awp:awpUploadRequest xmlns:awp=\"v1.awp\">"
                + tag("sessionId", session) + "<awpInfoList><awpInfo>" + tag("awpBody", body)
                + tag("version", VERSION) + tag("signature", signature) + "<signatureType>COMPANY</signatureType>"
                + "</awpInfo></awpInfoList>" + tag("x509Certificate", certificate())
                + tag("senderSignerName", user.signerName()) + "</awp:awpUploadRequest>")).map(answer -> {
                    refuse(answer);
                    String id = answer.text("awpId");
                    if (id == null) { // no failure of ИС ЭСФ: it may well have the act now
                        throw new IllegalStateException("the answer to an upload has no awpId");
                    }
                    return id;
                });
    }

    /** The id of the act that this enterprise handed in under that number that day; empty for none. */
    Mono<String> find(String session, String number, LocalDate day) {
        return call(AWP, "", "<awp:awpQueryRequest xmlns:awp=\"v1.awp\">" + tag("sessionId", session)
                + "<criteria><direction>OUTBOUND</direction>" + tag("dateFrom", day.toString())
                + tag("dateTo", day.plusDays(1).toString()) + tag("number", number)
                + "</criteria></awp:awpQueryRequest>").flatMap(
                        answer -> Mono.justOrEmpty(
                                answer.all("awpInfo").filter(awp -> number.equals(awp.text("number")))
                                        .filter(awp -> !"REVOKED".equals(awp.text("status")))
                                        .map(awp -> need(awp, "awpId"))
                                        .findFirst()));
    }

    Mono<Standing> standing(String session, String id) {
        return call(AWP, "", "<awp:awpQueryStatusByIdRequest xmlns:awp=\"v1.awp\">" + tag("sessionId", session)
                + "<idList>" + tag("id", id) + "</idList></awp:awpQueryStatusByIdRequest>")
                .map(answer -> new Standing(need(answer, "status"), answer.text("registrationNumber"),
                        answer.text("cause")));
    }

    /** Changes the status of an act; {@code REFUSED} when this user may not, or not any more. */
    Mono<Standing> change(String session, String id, Action action, @Nullable String cause) {
        String body = "<action>" + tag("actionType", action.name()) + tag("documentId", id) + tag("cause", cause)
                + "</action>";
        return signed(body).flatMap(signature -> call(AWP, "", "<awp:awpChangeStatusRequest xmlns:awp=\"v1.awp\">"
                + tag("sessionId", session) + "<awpActionInfoList><awpActionInfo>" + tag("awpActionBody", body)
                + tag("awpVersion", VERSION) + tag("awpId", id) + tag("signature", signature)
                + "<signatureType>COMPANY</signatureType>" + tag("certificate", certificate())
                + "</awpActionInfo></awpActionInfoList></awp:awpChangeStatusRequest>")).map(answer -> {
                    refuse(answer);
                    return new Standing(need(answer, "status"), answer.text("registrationNumber"),
                            answer.text("cause"));
                });
    }

    private Mono<String> signed(String body) {
        return work.run(() -> Base64.getEncoder().encodeToString(seal.sign(body.getBytes(StandardCharsets.UTF_8))));
    }

    private String certificate() {
        return Base64.getEncoder().encodeToString(seal.certificate());
    }

    private String credentials() {
        return "<wsse:Security soap:mustUnderstand=\"1\" xmlns:wsse=\"" + WSSE + "\"><wsse:UsernameToken>"
                + tag("wsse:Username", user.username())
                + tag("wsse:Password", user.password()).replaceFirst(">", " Type=\"" + PASSWORD_TEXT + "\">")
                + "</wsse:UsernameToken></wsse:Security>";
    }

    private Mono<SoapXml> call(String service, String header, String body) {
        return http.call(service, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope xmlns:soap=\"" + SOAP
                + "\"><soap:Header>" + header + "</soap:Header><soap:Body>" + body + "</soap:Body></soap:Envelope>")
                .doOnNext(answer -> refuseFault(answer, service.equals(AWP)));
    }

    /**
     * A fault of the caller's (SOAP 1.1, 4.4.1: the message "should not be resent without change") is a refusal of an
     * act; with any other, and at the door, nobody knows whether the next time is as this one.
     */
    private static void refuseFault(SoapXml answer, boolean ofAct) {
        SoapXml fault = answer.all("Fault").findFirst().orElse(null);
        if (fault != null) {
            String said = Stream.of(fault.text("faultstring"), fault.text("message")).filter(each -> each != null)
                    .collect(Collectors.joining(": "));
            String lower = said.toLowerCase(Locale.ROOT);
            EsfFailure.Kind other = ofAct && isOfCaller(fault.text("faultcode"))
                    ? EsfFailure.Kind.REFUSED
                    : EsfFailure.Kind.FAULT;
            throw new EsfFailure(lower.contains("already")
                    ? EsfFailure.Kind.BUSY
                    : lower.contains("session") ? EsfFailure.Kind.SESSION : other, said);
        }
    }

    private static boolean isOfCaller(@Nullable String code) {
        String name = code == null ? "" : code.substring(code.indexOf(':') + 1);
        return name.equals("Client") || name.startsWith("Client.");
    }

    /** What stands in the list of the declined is said once, with every reason. */
    private static void refuse(SoapXml answer) {
        String why = answer.all("declinedList").flatMap(list -> list.all("error"))
                .map(error -> Stream.of(error.text("property"), error.text("errorCode"), error.text("text"))
                        .filter(each -> each != null).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("; "));
        if (!why.isEmpty()) {
            throw new EsfFailure(EsfFailure.Kind.REFUSED, why);
        }
    }

    private static String need(SoapXml answer, String name) {
        String text = answer.text(name);
        if (text == null) {
            throw new EsfFailure(EsfFailure.Kind.FAULT, "the answer has no " + name);
        }
        return text;
    }
}
