package kz.centerpro.notification.mail;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.notification.notice.Dispatch;
import kz.centerpro.notification.notice.NoticeKind;
import kz.centerpro.notification.notice.NoticeTexts;
import kz.centerpro.notification.notice.Channel;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What is to be written in an e-mail, read just before it is sent. */
public final class MailStore {

    private static final String LETTER = """
            select a.email, a.code, a.code_until > :now as code_lives, a.confirmed_at, a.ended_at, c.language,
                   c.unsubscribe, n.notice_id, n.language as notice_language, n.subject, n.subject_ru, p.wanted
              from notification.address a
              left join notification.contact c on c.box_id = a.box_id
              left join notification.notice n on n.box_id = a.box_id and n.notice_id = cast(:notice as uuid)
              left join notification.preference p on p.box_id = a.box_id and p.kind = :kind and p.channel = 'EMAIL'
             where a.box_id = :box and a.address_id = :target""";

    private static final String INVITATION = """
            select i.email, i.language, i.invitation, i.inviter, i.stop, i.expires_at > :now as lives,
                   exists (select from notification.mail_stop s where s.sha256 = i.sha256) as stopped
              from notification.invitee i where i.box_id = :box and i.letter_id = :target""";

    private final DatabaseClient client;

    public MailStore(DatabaseClient client) {
        this.client = client;
    }

    /** A letter, or the reason why there is none any more. */
    record Found(@Nullable Letter letter, String reason) {}

    Mono<Found> letter(Dispatch dispatch, Instant now) {
        if (dispatch.kind().equals(Dispatch.INVITATION) || dispatch.kind().equals(Dispatch.DOCUMENT_LINK)) {
            return client.sql(INVITATION).bind("box", dispatch.box()).bind("target", dispatch.target())
                    .bind("now", now).map(row -> invitation(dispatch, row)).one()
                    .defaultIfEmpty(new Found(null, "there is no such letter"));
        }
        DatabaseClient.GenericExecuteSpec call = client.sql(LETTER).bind("box", dispatch.box())
                .bind("target", dispatch.target()).bind("kind", dispatch.kind()).bind("now", now);
        UUID notice = dispatch.notice();
        return (notice == null ? call.bindNull("notice", UUID.class) : call.bind("notice", notice))
                .map(row -> found(dispatch, row)).one().defaultIfEmpty(new Found(null, "there is no such address"));
    }

    private static Found found(Dispatch dispatch, Readable row) {
        boolean ended = row.get("ended_at", Instant.class) != null;
        boolean confirmed = row.get("confirmed_at", Instant.class) != null;
        if (dispatch.kind().equals(Dispatch.ADDRESS_CODE)) {
            return ended || confirmed || !Boolean.TRUE.equals(row.get("code_lives", Boolean.class))
                    ? new Found(null, "the code is no longer wanted")
                    : new Found(new Letter(text(row, "email"), language(row, "language"), "", "", null,
                            text(row, "code"), dispatch.kind(), null), "");
        }
        boolean obligatory = NoticeKind.named(dispatch.kind()).filter(kind -> kind.obligatory(Channel.EMAIL))
                .isPresent();
        if (ended || !confirmed) {
            return new Found(null, "the address was withdrawn");
        }
        if (!obligatory && Boolean.FALSE.equals(row.get("wanted", Boolean.class))) {
            return new Found(null, "switched off");
        }
        return new Found(new Letter(text(row, "email"), language(row, "notice_language"), text(row, "subject"),
                text(row, "subject_ru"), row.get("notice_id", UUID.class), null, dispatch.kind(),
                obligatory ? null : row.get("unsubscribe", UUID.class)), "");
    }

    private static Found invitation(Dispatch dispatch, Readable row) {
        String email = row.get("email", String.class);
        if (email == null || Boolean.TRUE.equals(row.get("stopped", Boolean.class))) {
            return new Found(null, "the address takes no letters from the hub");
        }
        if (!Boolean.TRUE.equals(row.get("lives", Boolean.class))) {
            return new Found(null, "what it brings is over");
        }
        String inviter = text(row, "inviter").replaceAll("\\p{Cntrl}", " ");
        return new Found(new Letter(email, text(row, "language"), inviter, inviter, null, null, dispatch.kind(),
                row.get("stop", UUID.class), text(row, "invitation")), "");
    }

    private static String language(Readable row, String column) {
        String language = row.get(column, String.class);
        return language == null ? NoticeTexts.PREVAILING : language;
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}
