package kz.centerpro.notification.notice;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kz.centerpro.contracts.event.EventTypes;

/**
 * What a participant is told. The agreement makes the operator tell of delivery, receipt and changes of the agreement
 * (clause 5.4.3); of what ends a document's way without delivery nobody may be kept in the dark either.
 */
public enum NoticeKind {

    DOCUMENT_ARRIVED(EventTypes.DOCUMENT_ARRIVED, true, false, true), DOCUMENT_DELIVERED(
            EventTypes.DOCUMENT_DELIVERED, true, false, false), DOCUMENT_RECEIVED(EventTypes.DOCUMENT_RECEIVED, true,
                    false, false), DOCUMENT_READ(EventTypes.DOCUMENT_READ, false, false, false), DOCUMENT_REFUSED(
                            EventTypes.DOCUMENT_REFUSED, true, false,
                            true), DOCUMENT_UNDELIVERABLE(EventTypes.DOCUMENT_UNDELIVERABLE, true, false,
                                    true), DOCUMENT_SIGNED(EventTypes.DOCUMENT_SIGNED, true, false,
                                            true), DOCUMENT_DECLINED(EventTypes.DOCUMENT_DECLINED, true, false,
                                                    true), DOCUMENT_CORRECTION_REQUESTED(
                                                            EventTypes.DOCUMENT_CORRECTION_REQUESTED, true, false,
                                                            true), DOCUMENT_ANNULMENT_PROPOSED(
                                                                    EventTypes.DOCUMENT_ANNULMENT_PROPOSED, true, false,
                                                                    true), DOCUMENT_ANNULLED(
                                                                            EventTypes.DOCUMENT_ANNULLED, true, false,
                                                                            true), DOCUMENT_ANNULMENT_REFUSED(
                                                                                    EventTypes.DOCUMENT_ANNULMENT_REFUSED,
                                                                                    true, false,
                                                                                    true), DOCUMENT_EXPIRED(
                                                                                            EventTypes.DOCUMENT_EXPIRED,
                                                                                            true, false,
                                                                                            true), OFFER_PUBLISHED(
                                                                                                    EventTypes.OFFER_PUBLISHED,
                                                                                                    true, true, true);

    /** Types of the events that notices are made of. */
    static final Set<String> TYPES = Arrays.stream(values()).map(kind -> kind.eventType)
            .collect(Collectors.toUnmodifiableSet());

    private final String eventType;
    private final boolean cabinetAlways;
    private final boolean emailAlways;
    private final boolean pushFirst;

    NoticeKind(String eventType, boolean cabinetAlways, boolean emailAlways, boolean pushFirst) {
        this.eventType = eventType;
        this.cabinetAlways = cabinetAlways;
        this.emailAlways = emailAlways;
        this.pushFirst = pushFirst;
    }

    static Optional<NoticeKind> of(String eventType) {
        return Arrays.stream(values()).filter(kind -> kind.eventType.equals(eventType)).findFirst();
    }

    public static Optional<NoticeKind> named(String name) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** True if the agreement makes the operator tell it this way, so that it cannot be switched off. */
    public boolean obligatory(Channel channel) {
        return switch (channel) {
            case CABINET -> cabinetAlways;
            case EMAIL -> emailAlways;
            case PUSH, MOBILE -> false;
        };
    }

    /** What holds until the participant says otherwise. */
    boolean wantedAtFirst(Channel channel) {
        return switch (channel) {
            case CABINET -> cabinetAlways;
            case EMAIL -> cabinetAlways;
            case PUSH, MOBILE -> pushFirst;
        };
    }
}
