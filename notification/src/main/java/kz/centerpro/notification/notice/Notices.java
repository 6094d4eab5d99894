package kz.centerpro.notification.notice;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.notice.NotificationView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The notices of a box. Another box's notice is refused like one that does not exist. */
public final class Notices {

    private static final int LIMIT_AT_FIRST = 50;
    private static final int LIMIT_MAX = 200;

    private final NoticeStore store;
    private final DispatchStore dispatches;
    private final Clock clock;

    public Notices(NoticeStore store, DispatchStore dispatches, Clock clock) {
        this.store = store;
        this.dispatches = dispatches;
        this.clock = clock;
    }

    /** The newest first. {@code after} is the {@code next} of the page before. */
    Mono<NotificationView.Page> page(long box, @Nullable String after, @Nullable String limit) {
        return Mono.defer(() -> {
            int most = limit(limit);
            return Mono.zip(store.page(box, before(after), most + 1).collectList(), store.unread(box),
                    (found, unread) -> page(found, most, unread));
        });
    }

    private static NotificationView.Page page(List<NoticeStore.Numbered> found, int most, long unread) {
        List<NoticeStore.Numbered> shown = found.subList(0, Math.min(most, found.size()));
        String next = found.size() > most ? cursor(shown.getLast().no()) : null;
        return new NotificationView.Page(shown.stream().map(NoticeStore.Numbered::notice).toList(), unread, next);
    }

    Mono<NotificationView> show(long box, UUID id) {
        return store.show(box, id).switchIfEmpty(Mono.error(Notices::unknown))
                .flatMap(found -> dispatches.of(box, id).map(sent -> with(found.notice(), sent)));
    }

    /** Marks it read; later calls change nothing. */
    Mono<NotificationView> read(long box, UUID id) {
        return Mono.defer(() -> store.read(box, id, clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .switchIfEmpty(Mono.error(Notices::unknown)).then(Mono.defer(() -> show(box, id)));
    }

    private static NotificationView with(NotificationView it, List<NotificationView.DispatchView> sent) {
        return new NotificationView(it.id(), it.kind(), it.language(), it.subject(), it.text(), it.prevailing(),
                it.document(), it.sha256(), it.eventAt(), it.placedAt(), it.readAt(), sent);
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return LIMIT_AT_FIRST;
        }
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LIMIT_MAX) {
            throw Refusal.field("limit", "From 1 to " + LIMIT_MAX + ".");
        }
        return Integer.parseInt(text);
    }

    private static String cursor(long no) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteBuffer.allocate(Long.BYTES).putLong(no).array());
    }

    private static long before(@Nullable String after) {
        if (after == null || after.isEmpty()) {
            return Long.MAX_VALUE;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(after);
            if (bytes.length == Long.BYTES && after.length() == 11) {
                return ByteBuffer.wrap(bytes).getLong();
            }
        } catch (IllegalArgumentException notOurs) {
            // told below
        }
        throw Refusal.of(ProblemType.CURSOR_INVALID, "Send as after what next said, or nothing.");
    }

    static Refusal unknown() {
        return Refusal.of(ProblemType.NOT_FOUND, "There is no such notification.");
    }
}
