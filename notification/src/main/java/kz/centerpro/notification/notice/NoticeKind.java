package kz.centerpro.notification.notice;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kz.centerpro.contracts.event.EventTypes;

/**
 * What a participant is told. The agreement makes the operator tell of delivery, receipt and changes of the agreement
 * (clause 5.4.3); of what ends a document's way without delivery, and of what closes sending (clauses 1.11, 5.3.10),
 * nobody may be kept in the dark either.
 */
public enum NoticeKind {

    /** A document came. */
    DOCUMENT_ARRIVED(EventTypes.DOCUMENT_ARRIVED, true, false, true),
    /** It is in the recipient's box. */
    DOCUMENT_DELIVERED(EventTypes.DOCUMENT_DELIVERED, true, false, false),
    /** The recipient fetched it. */
    DOCUMENT_RECEIVED(EventTypes.DOCUMENT_RECEIVED, true, false, false),
    /** The recipient marked it as read. */
    DOCUMENT_READ(EventTypes.DOCUMENT_READ, false, false, false),
    /** It waited for evidence and failed. */
    DOCUMENT_REFUSED(EventTypes.DOCUMENT_REFUSED, true, false, true),
    /** A leg cannot be delivered. */
    DOCUMENT_UNDELIVERABLE(EventTypes.DOCUMENT_UNDELIVERABLE, true, false, true),
    /** The other side signed. */
    DOCUMENT_SIGNED(EventTypes.DOCUMENT_SIGNED, true, false, true),
    /** The other side declined. */
    DOCUMENT_DECLINED(EventTypes.DOCUMENT_DECLINED, true, false, true),
    /** The other side asks for a correction. */
    DOCUMENT_CORRECTION_REQUESTED(EventTypes.DOCUMENT_CORRECTION_REQUESTED, true, false, true),
    /** The other side proposes to annul. */
    DOCUMENT_ANNULMENT_PROPOSED(EventTypes.DOCUMENT_ANNULMENT_PROPOSED, true, false, true),
    /** Both agreed to annul. */
    DOCUMENT_ANNULLED(EventTypes.DOCUMENT_ANNULLED, true, false, true),
    /** The other side does not agree to annul. */
    DOCUMENT_ANNULMENT_REFUSED(EventTypes.DOCUMENT_ANNULMENT_REFUSED, true, false, true),
    /** The time to answer is over. */
    DOCUMENT_EXPIRED(EventTypes.DOCUMENT_EXPIRED, true, false, true),
    /** The agreement changes (5.4.3). */
    OFFER_PUBLISHED(EventTypes.OFFER_PUBLISHED, true, true, true),
    /** The operator announces works, news or force majeure (5.3.2, 11.2). */
    ANNOUNCEMENT_PUBLISHED(EventTypes.ANNOUNCEMENT_PUBLISHED, true, false, true),
    /** Seven days, or one, before the end. */
    TARIFF_EXPIRING(EventTypes.TARIFF_EXPIRING, true, false, true),
    /** Sending is closed. */
    TARIFF_EXPIRED(EventTypes.TARIFF_EXPIRED, true, false, true),
    /** Four fifths are used. */
    QUOTA_WARNING(EventTypes.QUOTA_WARNING, true, false, false),
    /** All is used. */
    QUOTA_EXHAUSTED(EventTypes.QUOTA_EXHAUSTED, true, false, true),
    /** The balance grew. */
    BALANCE_CREDITED(EventTypes.BALANCE_CREDITED, true, false, false),
    /** Money came; off at first, since the credit of the balance says the same. */
    PAYMENT_RECEIVED(EventTypes.PAYMENT_RECEIVED, false, false, false),
    /** An invoice was made. */
    INVOICE_ISSUED(EventTypes.INVOICE_ISSUED, true, false, false),
    /** The operator took access away (5.3.7): the cabinet is closed, so the e-mail has to say it. */
    ACCESS_SUSPENDED(EventTypes.ACCOUNT_SUSPENDED, true, true, true),
    /** The operator gave it back. */
    ACCESS_RESTORED(EventTypes.ACCOUNT_RESTORED, true, true, true),
    /** A participant lets another read its events; both are told, the giver's other people too. */
    READING_GRANTED(EventTypes.DELEGATION_GRANTED, true, false, true),
    /** That has ended, by either. */
    READING_WITHDRAWN(EventTypes.DELEGATION_WITHDRAWN, true, false, false),
    /** The operator closed a product (5.3.7). */
    PRODUCT_SUSPENDED(EventTypes.ACCOUNT_PRODUCT_SUSPENDED, true, true, true),
    /** The operator opened it again. */
    PRODUCT_RESTORED(EventTypes.ACCOUNT_PRODUCT_RESTORED, true, true, true),
    /** Notice was given that the agreement ends (10.7, 13.2): it has to be provable that it was told. */
    AGREEMENT_ENDS(EventTypes.ACCOUNT_TERMINATING, true, true, true),
    /** It goes on. */
    AGREEMENT_STAYS(EventTypes.ACCOUNT_TERMINATION_CANCELLED, true, true, true),
    /** It has ended: nobody signs in any more, so the e-mail has to say it. */
    AGREEMENT_ENDED(EventTypes.ACCOUNT_TERMINATED, true, true, true);

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
