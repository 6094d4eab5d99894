package kz.centerpro.notification.app;

import java.time.Duration;
import kz.centerpro.notification.mail.MailLimits;
import kz.centerpro.notification.mail.MailServer;
import kz.centerpro.notification.outbound.BackOff;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code center.notification.mail.*}; see {@link MailServer} and {@link MailLimits}.
 *
 * @param host
 *            of the mail server; without one no e-mail is sent
 * @param cabinetUrl
 *            where links in e-mails lead
 */
@ConfigurationProperties("center.notification.mail")
public record MailProperties(@DefaultValue("") String host, @DefaultValue("587") int port,
        @DefaultValue("STARTTLS") MailServer.Tls tls, @DefaultValue("") String username,
        @DefaultValue("") String password, @DefaultValue("") String from, @DefaultValue("") String cabinetUrl,
        @DefaultValue("1500ms") Duration sweep, @DefaultValue("2") int atOnce, @DefaultValue("30s") Duration timeout,
        @DefaultValue("2m") Duration lease, @DefaultValue("15s") Duration retryFirst,
        @DefaultValue("2h") Duration retryLongest, @DefaultValue("3d") Duration patience) {

    public MailProperties {
        if (!host.isBlank() && !cabinetUrl.matches("https?://[^/\\s]+[^\\s]*")) {
            throw new IllegalArgumentException("center.notification.mail.cabinet-url is the address of the cabinet");
        }
    }

    boolean on() {
        return !host.isBlank();
    }

    MailServer server() {
        return new MailServer(host, port, tls, username, password, from);
    }

    MailLimits limits() {
        return new MailLimits(sweep, atOnce, timeout, lease, new BackOff(retryFirst, retryLongest, patience));
    }

    String cabinet() {
        return cabinetUrl.endsWith("/") ? cabinetUrl.substring(0, cabinetUrl.length() - 1) : cabinetUrl;
    }

    @Override
    public String toString() {
        return "MailProperties[" + host + ":" + port + "]";
    }
}
