package kz.centerpro.notification.mail;

import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where e-mails are handed over.
 *
 * @param tls
 *            how the conversation is protected
 * @param username
 *            empty for a server that asks nobody to sign in
 * @param from
 *            the address of the sender
 */
public record MailServer(String host, int port, Tls tls, String username, String password, String from) {

    /** How a conversation is protected. */
    public enum Tls {
        /** Not at all: for a server on the same machine. */
        NONE,
        /** STARTTLS, and nothing is sent without it. */
        STARTTLS,
        /** From the first byte on (RFC 8314). */
        IMPLICIT
    }

    public MailServer {
        if (port < 1 || port > 65_535 || !from.contains("@") || from.chars().anyMatch(c -> c <= ' ' || c > 126)) {
            throw new IllegalArgumentException(
                    "center.notification.mail: port is from 1 to 65535, from is an e-mail address in ASCII");
        }
    }

    /** The domain of the sender: the right side of a Message-ID. */
    String domain() {
        return from.substring(from.lastIndexOf('@') + 1);
    }

    Properties settings(Duration wait, @Nullable SSLSocketFactory trusted) {
        Properties all = new Properties();
        all.put("mail.smtp.host", host);
        all.put("mail.smtp.port", String.valueOf(port));
        all.put("mail.smtp.localhost", domain());
        all.put("mail.smtp.connectiontimeout", String.valueOf(wait.toMillis()));
        all.put("mail.smtp.timeout", String.valueOf(wait.toMillis()));
        all.put("mail.smtp.writetimeout", String.valueOf(wait.toMillis()));
        all.put("mail.smtp.from", from);
        all.put("mail.smtp.quitwait", "false"); // a message that was taken is sent, whatever becomes of the farewell
        all.put("mail.smtp.auth", String.valueOf(!username.isEmpty()));
        all.put("mail.smtp.starttls.enable", String.valueOf(tls == Tls.STARTTLS));
        all.put("mail.smtp.starttls.required", String.valueOf(tls == Tls.STARTTLS));
        all.put("mail.smtp.ssl.enable", String.valueOf(tls == Tls.IMPLICIT));
        all.put("mail.smtp.ssl.checkserveridentity", "true");
        if (trusted != null) {
            all.put("mail.smtp.ssl.socketFactory", trusted);
        }
        return all;
    }

    @Override
    public String toString() {
        return "MailServer[" + host + ":" + port + ", " + tls + "]";
    }
}
