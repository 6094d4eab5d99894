package kz.centerpro.notification.mail;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** One conversation with the mail server for one message. Blocks: it is for a bulkhead. */
final class SmtpSender {

    /** Of our own sign-in (RFC 4954, 6): when the settings are put right, the same message goes. */
    private static final Set<Integer> OURS = Set.of(530, 534, 535, 538);
    private static final int WAITS = 3;

    private final MailServer server;
    private final Properties settings;

    /**
     * @param trusted
     *            makes connections that trust other certificates than the JDK does
     */
    SmtpSender(MailServer server, Duration timeout, @Nullable SSLSocketFactory trusted) {
        this.server = server;
        this.settings = server.settings(timeout.dividedBy(WAITS), trusted);
    }

    /** Hands {@code message} over. Whatever goes wrong is told in the reply. */
    Reply send(String to, byte[] message) {
        Session session = Session.getInstance(settings);
        try (SMTPTransport transport = (SMTPTransport) session.getTransport("smtp")) {
            if (server.username().isEmpty()) {
                transport.connect();
            } else {
                transport.connect(server.username(), server.password());
            }
            transport.sendMessage(new MimeMessage(session, new ByteArrayInputStream(message)),
                    new Address[]{new InternetAddress(to)});
            return new Reply(Reply.Verdict.TAKEN, transport.getLastReturnCode(),
                    String.valueOf(transport.getLastServerResponse()).strip());
        } catch (MessagingException failed) {
            return told(failed);
        }
    }

    private static Reply told(MessagingException failed) {
        for (Exception cause = failed; cause != null; cause = cause instanceof MessagingException next
                ? next.getNextException()
                : null) {
            int code = code(cause);
            if (code > 0) {
                boolean refused = code >= 500 && code < 600 && !OURS.contains(code);
                return new Reply(refused ? Reply.Verdict.REFUSED : Reply.Verdict.LATER, code,
                        String.valueOf(cause.getMessage()).strip());
            }
        }
        return new Reply(Reply.Verdict.LATER, null, fault(failed));
    }

    /** The reply to MAIL, RCPT or DATA; 0 when there was none. */
    private static int code(Exception cause) {
        return switch (cause) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException send when send.getNextException() == null -> send.getReturnCode();
            default -> 0;
        };
    }

    /** In a few words that tell nothing of this network. */
    private static String fault(Exception failed) {
        String told = failed instanceof AuthenticationFailedException
                ? "the mail server did not let us sign in"
                : "the conversation with the mail server broke";
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            told = switch (cause) {
                case SocketTimeoutException _ -> "the mail server did not answer in time";
                case UnknownHostException _ -> "the name of the mail server is not known";
                case SSLException _ -> "TLS with the mail server failed";
                case ConnectException _ -> "the mail server did not accept the connection";
                default -> told;
            };
        }
        return told;
    }
}
