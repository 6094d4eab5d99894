package kz.centerpro.hub.audit;

import static java.util.Map.entry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which requests are acts, and what they are called. Looking at lists and at one's own settings is none. */
final class AuditPolicy {

    /** Several documents at once: its query names them. */
    static final String DOWNLOAD = "/v1/documents:download";

    private static final String ADMIN = "/v1/admin/";

    private static final Map<String, String> ACTS = Map.ofEntries(
            entry("POST /v1/participants", "REGISTER"),
            entry("POST /v1/participants/me/requisites", "CHANGE_REQUISITES"),
            entry("POST /v1/participants/me/termination", "LEAVE"),
            entry("POST /v1/participants/me/termination/cancellation", "STAY"),
            entry("GET /v1/participants", "LOOK_UP"),
            entry("POST /v1/acceptances", "ACCEPT_OFFER"),
            entry("DELETE /v1/auth/session", "SIGN_OUT"),
            entry("DELETE /v1/auth/sessions/{id}", "END_SESSION"),
            entry("POST /v1/credentials", "MAKE_KEY"),
            entry("POST /v1/credentials/{id}/rotations", "ROTATE_KEY"),
            entry("DELETE /v1/credentials/{id}", "REVOKE_KEY"),
            entry("PUT /v1/delegations/{country}/{taxId}", "GIVE_READING"),
            entry("DELETE /v1/delegations/{country}/{taxId}", "TAKE_READING"),
            entry("DELETE /v1/delegations/received/{country}/{taxId}", "DROP_READING"),
            entry("POST /v1/documents", "SEND"),
            entry("POST /v1/documents:batch", "SEND_BATCH"),
            entry("GET /v1/documents/{number}", "OPEN"),
            entry("GET /v1/documents/{number}/content", "FETCH"),
            entry("GET " + DOWNLOAD, "FETCH"),
            entry("GET /v1/documents/{number}/bundle", "FETCH"),
            entry("GET /v1/documents/{number}/signatures", "FETCH_SIGNATURES"),
            entry("GET /v1/documents/{number}/link", "MAKE_LINK"),
            entry("POST /v1/documents/{number}/outside-links", "SHOW_OUTSIDE"),
            entry("DELETE /v1/documents/{number}/outside-links/{id}", "END_OUTSIDE_LINK"),
            entry("POST /v1/documents/{number}/receipts", "MARK_READ"),
            entry("POST /v1/documents/{number}/withdrawals", "WITHDRAW"),
            entry("POST /v1/documents/{number}/signatures", "SIGN"),
            entry("POST /v1/documents/{number}/rejections", "DECLINE"),
            entry("POST /v1/documents/{number}/corrections", "ASK_CORRECTION"),
            entry("POST /v1/documents/{number}/annulments", "PROPOSE_ANNULMENT"),
            entry("POST /v1/documents/{number}/annulments/{id}/acceptance", "AGREE_ANNULMENT"),
            entry("POST /v1/documents/{number}/annulments/{id}/refusal", "REFUSE_ANNULMENT"),
            entry("POST /v1/signing-requests", "ASK_PHONE"),
            entry("DELETE /v1/signing-requests/{id}", "GIVE_UP_PHONE"),
            entry("PUT /v1/counterparties/{country}/{taxId}", "CHANGE_COUNTERPARTY"),
            entry("DELETE /v1/counterparties/{country}/{taxId}", "DROP_COUNTERPARTY"),
            entry("POST /v1/counterparties:import", "IMPORT_COUNTERPARTIES"),
            entry("POST /v1/counterparties/{country}/{taxId}/invitations", "INVITE"),
            entry("POST /v1/invoices", "MAKE_INVOICE"),
            entry("POST /v1/invoices/{number}/cancellation", "CANCEL_INVOICE"),
            entry("POST /v1/card-payments", "PAY_BY_CARD"),
            entry("POST /v1/subscriptions", "BUY_TARIFF"),
            entry("POST /v1/acts/{number}/acceptance", "SIGN_ACT"),
            entry("POST /v1/acts/{number}/refusal", "REFUSE_ACT"),
            entry("POST /v1/es-applications", "ASK_CERTIFICATE"),
            entry("POST /v1/es-certificates/{serial}/revocation", "REVOKE_CERTIFICATE"),
            entry("POST /v1/partner", "JOIN_PARTNERS"),
            entry("GET /v1/audit", "READ_LOG"));

    private AuditPolicy() {}

    static boolean isOperators(String pattern) {
        return pattern.startsWith(ADMIN);
    }

    /** What a request to a route is called in the log; null for what is not written down. */
    static @Nullable String action(String method, String pattern) {
        if (isOperators(pattern)) {
            return method.equals("GET") ? "OPERATOR_READ" : "OPERATOR_ACT";
        }
        return ACTS.get(method + " " + pattern);
    }

    /**
     * What programs do a thousand times a second is not written twice: the document's own rows say which credential
     * sent it and when, and a row here would cost the exchange what a row there costs.
     */
    static boolean isTold(String action, boolean byProgram) {
        return !byProgram || !(action.equals("SEND") || action.equals("SEND_BATCH") || action.equals("MARK_READ"));
    }
}
