package kz.centerpro.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import kz.centerpro.notification.outbound.TestTls;
import kz.centerpro.sandbox.mail.MailSimulator;
import kz.centerpro.sandbox.mail.MailSimulator.Stage;
import org.junit.jupiter.api.Test;

/** Conversations with a mail server on this machine that misbehaves as the test says. */
class SmtpSenderIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(9);
    private static final byte[] MESSAGE = "Subject: test\r\n\r\n.dot\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void handsOverAndKeepsTheReply() {
        try (MailSimulator mail = MailSimulator.inMemory(null, null)) {
            Reply reply = sender(mail, MailServer.Tls.NONE, "").send("a@example.kz", MESSAGE);
            assertThat(reply).isEqualTo(new Reply(Reply.Verdict.TAKEN, 250, "250 2.0.0 Kept as 1"));
            assertThat(mail.taken()).singleElement().satisfies(taken -> {
                assertThat(taken.from()).isEqualTo("hub@example.kz");
                assertThat(taken.to()).containsExactly("a@example.kz");
                assertThat(taken.content()).contains("Subject: test", "\r\n.dot");
                assertThat(taken.tls()).isFalse();
            });
        }
    }

    @Test
    void tellsWhatPassesFromWhatDoesNot() {
        try (MailSimulator mail = MailSimulator.inMemory(null, null)) {
            assertThat(answered(mail, Stage.RCPT, "550 5.1.1 No such user")).isEqualTo("REFUSED 550");
            assertThat(answered(mail, Stage.END, "554 5.7.1 Spam")).isEqualTo("REFUSED 554");
            assertThat(answered(mail, Stage.MAIL, "552 5.3.4 Too big")).isEqualTo("REFUSED 552");
            assertThat(answered(mail, Stage.MAIL, "530 5.7.0 Sign in first")).isEqualTo("LATER 530");
            assertThat(answered(mail, Stage.RCPT, "451 4.7.1 Greylisted")).isEqualTo("LATER 451");
            assertThat(answered(mail, Stage.END, "452 4.3.1 No space")).isEqualTo("LATER 452");
            assertThat(answered(mail, Stage.GREETING, "421 4.3.2 Busy")).isEqualTo("LATER null");
            assertThat(answered(mail, Stage.BODY, MailSimulator.CUT)).isEqualTo("LATER null");
            assertThat(answered(mail, Stage.END, MailSimulator.CUT)).isEqualTo("LATER null");
            assertThat(mail.taken()).isEmpty();
        }
        MailServer nobody = new MailServer("127.0.0.1", 1, MailServer.Tls.NONE, "", "", "hub@example.kz");
        Reply reply = new SmtpSender(nobody, TIMEOUT, null).send("a@example.kz", MESSAGE);
        assertThat(reply).isEqualTo(
                new Reply(Reply.Verdict.LATER, null, "the mail server did not accept the connection"));
    }

    @Test
    void sendsNothingWithoutTheTlsThatItWasTold() {
        TestTls good = TestTls.forHost("127.0.0.1");
        try (MailSimulator mail = MailSimulator.inMemory(good.server(), "secret")) {
            MailServer server = new MailServer("127.0.0.1", mail.port(), MailServer.Tls.STARTTLS, "hub", "secret",
                    "hub@example.kz");
            Reply taken = new SmtpSender(server, TIMEOUT, good.trusting().getSocketFactory()).send("a@example.kz",
                    MESSAGE);
            assertThat(taken.verdict()).as(taken.text()).isEqualTo(Reply.Verdict.TAKEN);
            assertThat(mail.taken()).singleElement().satisfies(it -> {
                assertThat(it.tls()).isTrue();
                assertThat(it.user()).isEqualTo("hub");
            });
            Reply distrusted = new SmtpSender(server, TIMEOUT, null).send("a@example.kz", MESSAGE);
            assertThat(distrusted)
                    .isEqualTo(new Reply(Reply.Verdict.LATER, null, "TLS with the mail server failed"));
            MailServer wrong = new MailServer("127.0.0.1", mail.port(), MailServer.Tls.STARTTLS, "hub", "wrong",
                    "hub@example.kz");
            assertThat(new SmtpSender(wrong, TIMEOUT, good.trusting().getSocketFactory())
                    .send("a@example.kz", MESSAGE).text()).isEqualTo("the mail server did not let us sign in");
            assertThat(mail.taken()).hasSize(1);
        }
        TestTls other = TestTls.forHost("mail.example.kz");
        try (MailSimulator mail = MailSimulator.inMemory(other.server(), null)) {
            Reply reply = new SmtpSender(new MailServer("127.0.0.1", mail.port(), MailServer.Tls.STARTTLS, "", "",
                    "hub@example.kz"), TIMEOUT, other.trusting().getSocketFactory()).send("a@example.kz", MESSAGE);
            assertThat(reply.verdict()).as("a certificate for another name").isEqualTo(Reply.Verdict.LATER);
            assertThat(mail.taken()).isEmpty();
        }
        try (MailSimulator plain = MailSimulator.inMemory(null, null)) {
            assertThat(sender(plain, MailServer.Tls.STARTTLS, "").send("a@example.kz", MESSAGE).verdict())
                    .isEqualTo(Reply.Verdict.LATER);
            assertThat(plain.taken()).as("no TLS was offered, so nothing is sent").isEmpty();
        }
    }

    @Test
    void writesTheSameLetterAsTheSameBytesAndEscapesWhatOthersWrote() {
        MailWriter writer = new MailWriter(
                new MailServer("127.0.0.1", 25, MailServer.Tls.NONE, "", "", "hub@example.kz"), "https://center.kz");
        UUID id = new UUID(1, 2);
        Letter letter = new Letter("a@example.kz", "kk", "Құжат <b>&", "Документ", new UUID(3, 4), null,
                "DOCUMENT_ARRIVED", new UUID(5, 6));
        String mail = new String(writer.write(id, Instant.EPOCH, letter), StandardCharsets.US_ASCII);
        assertThat(new String(writer.write(id, Instant.EPOCH, letter), StandardCharsets.US_ASCII)).isEqualTo(mail);
        assertThat(mail).contains("Message-ID: <" + id + "@example.kz>\r\n",
                "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
                "Date: Thu, 1 Jan 1970 00:00:00 +0000");
        String html = decoded(mail.split("text/html", 2)[1]);
        assertThat(html).contains("Құжат &lt;b&gt;&amp;", "Орыс тіліндегі мәтін басым: Документ",
                "https://center.kz/notifications?id=" + new UUID(3, 4)).doesNotContain("{", "<b>");
        Letter code = new Letter("a@example.kz", "ru", "", "", null, "12345678", "ADDRESS_CODE", null);
        String coded = new String(writer.write(id, Instant.EPOCH, code), StandardCharsets.US_ASCII);
        assertThat(decoded(coded.split("text/plain", 2)[1])).contains("12345678").doesNotContain("{");
        assertThat(coded).doesNotContain("List-Unsubscribe");
    }

    private static String decoded(String part) {
        String body = part.split("\r\n\r\n", 2)[1].split("\r\n--", 2)[0];
        return new String(java.util.Base64.getMimeDecoder().decode(body), StandardCharsets.UTF_8);
    }

    private static String answered(MailSimulator mail, Stage at, String reply) {
        mail.behave((stage, _) -> stage == at ? reply : "");
        Reply told = sender(mail, MailServer.Tls.NONE, "").send("a@example.kz", MESSAGE);
        return told.verdict() + " " + told.code();
    }

    private static SmtpSender sender(MailSimulator mail, MailServer.Tls tls, String user) {
        return new SmtpSender(new MailServer("127.0.0.1", mail.port(), tls, user, "", "hub@example.kz"), TIMEOUT,
                null);
    }
}
