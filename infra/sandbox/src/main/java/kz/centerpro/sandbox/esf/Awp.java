package kz.centerpro.sandbox.esf;

/** An act as the simulator keeps it. */
final class Awp {

    final String id;
    final String number;
    final String sender;
    final String recipient;
    final String body;
    String status = "NOT_VIEWED";
    String cause = "";

    Awp(String id, String number, String sender, String recipient, String body) {
        this.id = id;
        this.number = number;
        this.sender = sender;
        this.recipient = recipient;
        this.body = body;
    }

    boolean isOpen() {
        return status.equals("NOT_VIEWED");
    }

    String registration() {
        return "KZ-SIMULATED-" + id;
    }

    String summary(String element) {
        return "<" + element + ">" + Soap.tag("awpId", id) + Soap.tag("number", number)
                + Soap.tag("registrationNumber", registration()) + Soap.tag("version", "AwpV1")
                + Soap.tag("status", status) + (cause.isEmpty() ? "" : Soap.tag("cause", cause)) + "</" + element
                + ">";
    }
}
