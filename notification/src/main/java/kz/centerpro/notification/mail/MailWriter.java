package kz.centerpro.notification.mail;

import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.notification.notice.Dispatch;
import kz.centerpro.notification.notice.NoticeTexts;

/**
 * Writes e-mails (RFC 5322, multipart/alternative of text and HTML) from the templates beside this class. Pure: the
 * same letter of the same dispatch is the same bytes.
 */
final class MailWriter {

    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Base64.Encoder LINES = Base64.getMimeEncoder();

    private final String from;
    private final String domain;
    private final String cabinet;
    private final Map<String, String> templates = new HashMap<>();

    /**
     * @param cabinet
     *            address of the cabinet, without a slash at its end
     */
    MailWriter(MailServer server, String cabinet) {
        this.from = server.from();
        this.domain = server.domain();
        this.cabinet = cabinet;
        for (String language : NoticeTexts.LANGUAGES) {
            for (String name : List.of("notice", "code", "invitation", "document")) {
                for (String form : List.of("txt", "html")) {
                    String file = name + "_" + language + "." + form;
                    templates.put(file, read(file));
                }
            }
        }
    }

    /** The same for every attempt at a dispatch. */
    String messageId(UUID dispatch) {
        return "<" + dispatch + "@" + domain + ">";
    }

    byte[] write(UUID dispatch, Instant at, Letter letter) {
        String name = letter.kind().equals(Dispatch.DOCUMENT_LINK)
                ? "document"
                : letter.invitation() != null ? "invitation" : letter.code() == null ? "notice" : "code";
        String[] text = filled(name, letter, "txt").split("\n", 2); // the first line is the subject
        String html = filled(name, letter, "html");
        String boundary = "center-" + dispatch;
        StringBuilder mail = new StringBuilder();
        headers(dispatch, at, letter, text[0].strip()).forEach((header, value) -> mail.append(header).append(": ")
                .append(value).append("\r\n"));
        mail.append("Content-Type: multipart/alternative; boundary=\"").append(boundary).append("\"\r\n\r\n");
        part(mail, boundary, "text/plain", text[1].strip());
        part(mail, boundary, "text/html", html);
        mail.append("--").append(boundary).append("--\r\n");
        return mail.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private Map<String, String> headers(UUID dispatch, Instant at, Letter letter, String subject) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Date", DATE.format(at));
        all.put("From", "Center Pro <" + from + ">");
        all.put("To", "<" + letter.to() + ">");
        all.put("Subject", encoded(subject));
        all.put("Message-ID", messageId(dispatch));
        all.put("Auto-Submitted", "auto-generated");
        all.put("Content-Language", letter.language());
        if (letter.unsubscribe() != null) {
            all.put("List-Unsubscribe", "<" + unsubscribe(letter) + ">");
            all.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        all.put("MIME-Version", "1.0");
        return all;
    }

    private static String encoded(String subject) {
        try {
            return MimeUtility.fold("Subject: ".length(), MimeUtility.encodeText(subject, "UTF-8", "B"));
        } catch (UnsupportedEncodingException absent) {
            throw new IllegalStateException("every JDK has UTF-8", absent);
        }
    }

    private static void part(StringBuilder mail, String boundary, String type, String text) {
        mail.append("--").append(boundary).append("\r\nContent-Type: ").append(type)
                .append("; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                .append(LINES.encodeToString(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)))
                .append("\r\n");
    }

    private String unsubscribe(Letter letter) {
        // One no stops everything that the hub sends to who is no client.
        String kind = letter.invitation() == null ? letter.kind() : Dispatch.INVITATION;
        return cabinet + "/v1/notification-unsubscriptions/" + letter.unsubscribe() + "/" + kind;
    }

    private String filled(String name, Letter letter, String form) {
        boolean html = form.equals("html");
        String template = Objects.requireNonNull(templates.get(name + "_" + letter.language() + "." + form));
        Map<String, String> places = new LinkedHashMap<>();
        places.put("{subject}", letter.subject());
        places.put("{subjectRu}", letter.subjectRu());
        places.put("{code}", letter.code() == null ? "" : letter.code());
        places.put("{invitation}", cabinet + "/join?invitation=" + letter.invitation());
        places.put("{document}", cabinet + "/x/" + letter.invitation());
        places.put("{link}",
                letter.notice() == null ? cabinet + "/" : cabinet + "/notifications?id=" + letter.notice());
        places.put("{unsubscribe}", letter.unsubscribe() == null ? "" : unsubscribe(letter));
        String text = letter.unsubscribe() == null
                ? template.replaceAll("(?s)\\{\\?optional}.*?\\{/optional}\\n?", "")
                : template.replaceAll("\\{[?/]optional}\\n?", "");
        for (Map.Entry<String, String> place : places.entrySet()) {
            text = text.replace(place.getKey(), html ? escaped(place.getValue()) : place.getValue());
        }
        return text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(MailWriter.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
