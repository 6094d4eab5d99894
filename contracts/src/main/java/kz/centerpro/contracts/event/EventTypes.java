package kz.centerpro.contracts.event;

/**
 * Types of events. A type never changes its meaning and its data only grows; a consumer that meets an unknown type goes
 * on. Names of legs follow requirements 0.2: delivered = durably in the recipient's box, received = fetched in an
 * authenticated session, read = marked by an explicit call (reading A8).
 */
public final class EventTypes {

    /** To the sender: the document passed verification and has its number. */
    public static final String DOCUMENT_REGISTERED = "kz.centerpro.document.registered";
    /** To the sender: a document that waited for evidence failed verification; it has no number. */
    public static final String DOCUMENT_REFUSED = "kz.centerpro.document.refused";
    /** To the recipient: a document is in the box. */
    public static final String DOCUMENT_ARRIVED = "kz.centerpro.document.arrived";
    /** To the sender: the document is in the recipient's box. */
    public static final String DOCUMENT_DELIVERED = "kz.centerpro.document.delivered";
    /** To both: the recipient fetched the content. */
    public static final String DOCUMENT_RECEIVED = "kz.centerpro.document.received";
    /** To both: the recipient marked the document as read. */
    public static final String DOCUMENT_READ = "kz.centerpro.document.read";
    /** To the sender: this leg cannot be delivered; the reason is in the data. */
    public static final String DOCUMENT_UNDELIVERABLE = "kz.centerpro.document.undeliverable";
    /** To the sender: it took this leg back before its recipient had joined. */
    public static final String DOCUMENT_WITHDRAWN = "kz.centerpro.document.withdrawn";
    /** To both: a recipient countersigned. */
    public static final String DOCUMENT_SIGNED = "kz.centerpro.document.signed";
    /** To both: a recipient declined, with a reason. */
    public static final String DOCUMENT_DECLINED = "kz.centerpro.document.declined";
    /** To both: a recipient asks for a correction, with a reason. */
    public static final String DOCUMENT_CORRECTION_REQUESTED = "kz.centerpro.document.correction-requested";
    /** To both: one side proposes to annul, with a reason. */
    public static final String DOCUMENT_ANNULMENT_PROPOSED = "kz.centerpro.document.annulment-proposed";
    /** To both: the other side agreed; the document is annulled between the two. */
    public static final String DOCUMENT_ANNULLED = "kz.centerpro.document.annulled";
    /** To both: the other side did not agree; the state is the one before the proposal. */
    public static final String DOCUMENT_ANNULMENT_REFUSED = "kz.centerpro.document.annulment-refused";
    /** To both: the time for an answer is over. */
    public static final String DOCUMENT_EXPIRED = "kz.centerpro.document.expired";
    /** To the participant: an invoice for payment was made. */
    public static final String INVOICE_ISSUED = "kz.centerpro.billing.invoice-issued";
    /** To the payer: money came to the operator's account. */
    public static final String PAYMENT_RECEIVED = "kz.centerpro.billing.payment-received";
    /** To the payer: that money is on the balance. */
    public static final String BALANCE_CREDITED = "kz.centerpro.billing.balance-credited";
    /** To the participant: registered, before any offer is accepted. */
    public static final String ACCOUNT_REGISTERED = "kz.centerpro.account.registered";
    /** To the participant: an offer version was accepted. */
    public static final String ACCOUNT_OFFER_ACCEPTED = "kz.centerpro.account.offer-accepted";
    /** To the participant: it declared new requisites (clause 13.1). */
    public static final String ACCOUNT_REQUISITES_CHANGED = "kz.centerpro.account.requisites-changed";
    /** To the participant: the operator suspended access, for a reason and a clause (clause 5.3.7). */
    public static final String ACCOUNT_SUSPENDED = "kz.centerpro.account.suspended";
    /** To the participant: the operator gave access back. */
    public static final String ACCOUNT_RESTORED = "kz.centerpro.account.restored";
    /** To the participant: the operator suspended a product, for a reason and a clause (clause 5.3.7). */
    public static final String ACCOUNT_PRODUCT_SUSPENDED = "kz.centerpro.account.product-suspended";
    /** To the participant: the operator opened that product again. */
    public static final String ACCOUNT_PRODUCT_RESTORED = "kz.centerpro.account.product-restored";
    /** To the participant: notice was given that the agreement ends on a day (clauses 10.7, 13.2). */
    public static final String ACCOUNT_TERMINATING = "kz.centerpro.account.terminating";
    /** To the participant: that notice was taken back. */
    public static final String ACCOUNT_TERMINATION_CANCELLED = "kz.centerpro.account.termination-cancelled";
    /** To the participant: the agreement has ended; the last event of its streams. */
    public static final String ACCOUNT_TERMINATED = "kz.centerpro.account.terminated";
    /** To every active participant: a new offer version was published (clause 5.4.3). */
    public static final String OFFER_PUBLISHED = "kz.centerpro.announcement.offer-published";
    /** To every active participant: the operator announces something (clauses 5.3.2, 11.2). */
    public static final String ANNOUNCEMENT_PUBLISHED = "kz.centerpro.announcement.published";
    /** To the participant: a tariff was paid and began. */
    public static final String TARIFF_STARTED = "kz.centerpro.billing.tariff-started";
    /** To the participant: a tariff ends in seven days, or in one. */
    public static final String TARIFF_EXPIRING = "kz.centerpro.billing.tariff-expiring";
    /** To the participant: a tariff's term is over; what was left of its volume has lapsed. */
    public static final String TARIFF_EXPIRED = "kz.centerpro.billing.tariff-expired";
    /** To the participant: four fifths of a tariff's volume are used. */
    public static final String QUOTA_WARNING = "kz.centerpro.billing.quota-warning";
    /** To the participant: a tariff's volume is used up. */
    public static final String QUOTA_EXHAUSTED = "kz.centerpro.billing.quota-exhausted";
    /** To the participant: the operator credited bonus. */
    public static final String BONUS_CREDITED = "kz.centerpro.billing.bonus-credited";
    /** To the participant: an act of works for a month was issued. */
    public static final String ACT_ISSUED = "kz.centerpro.billing.act-issued";
    /** To the participant: it signed an act. */
    public static final String ACT_ACCEPTED = "kz.centerpro.billing.act-accepted";
    /** To the participant: it refused an act, with a reason. */
    public static final String ACT_REFUSED = "kz.centerpro.billing.act-refused";
    /** To the participant: nobody answered within five working days, so that an act counts as signed (clause 6.9). */
    public static final String ACT_DEEMED_ACCEPTED = "kz.centerpro.billing.act-deemed-accepted";
    /** To the owner of a list: a counterparty of it has joined; documents reach it from now on (clause 7.9.10). */
    public static final String COUNTERPARTY_CONNECTED = "kz.centerpro.counterparty.connected";
    /** To the owner of a list: an invitation was made. */
    public static final String COUNTERPARTY_INVITED = "kz.centerpro.counterparty.invited";
    /** To the owner of a list: documents of this counterparty are taken no longer. */
    public static final String COUNTERPARTY_BLOCKED = "kz.centerpro.counterparty.blocked";
    /** To the owner of a list: documents of this counterparty are taken again. */
    public static final String COUNTERPARTY_UNBLOCKED = "kz.centerpro.counterparty.unblocked";
    /** To both: the owner of a box lets another participant read its events. */
    public static final String DELEGATION_GRANTED = "kz.centerpro.delegation.granted";
    /** To both: the owner took that back, or the reader put it down. */
    public static final String DELEGATION_WITHDRAWN = "kz.centerpro.delegation.withdrawn";
    /** To who shows a document by a link: its letter is asked for (clause 7.9.13); nothing is delivered by it. */
    public static final String DOCUMENT_LINK_SENT = "kz.centerpro.document.link-sent";
    /** To who shows a document by a link: somebody opened it. */
    public static final String DOCUMENT_LINK_VIEWED = "kz.centerpro.document.link-viewed";

    private EventTypes() {}
}
