package kz.centerpro.hub.access;

import java.time.Clock;
import java.util.UUID;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.hub.audit.Audit;
import kz.centerpro.hub.audit.AuditNote;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Signatory;
import org.jspecify.annotations.Nullable;

/** Tells the audit log who came in and who tried in vain (clause 7.1.3). */
final class SignInTrail {

    private static final String ACTION = "SIGN_IN";
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int UNAUTHENTICATED = 401;

    private final Audit audit;
    private final Clock clock;

    SignInTrail(Audit audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** A person's session, or an API credential with its own id for one. */
    void entered(Entry entry, UUID session, Visitor visitor) {
        Signatory person = entry.signatory();
        Participant participant = entry.participant();
        UUID actor = person == null ? session : person.id();
        if (participant != null) {
            note(participant.boxId(), actor, session, ACTION, OK, visitor);
        }
        if (entry.scopes().contains(Caller.STAFF)) {
            note(Audit.OPERATOR, actor, session, ACTION, OK, visitor);
        }
    }

    /** Before it there was no log to tell it in: the sign-in that led to it, then the registration. */
    void registered(long box, Session session) {
        audit.note(new AuditNote(box, session.signatory(), session.id(), session.visitor().ip(), ACTION, null, OK,
                session.createdAt()));
        note(box, session.signatory(), session.id(), "REGISTER", CREATED, session.visitor());
    }

    /** Somebody was not who he said, as far as it is known who that would have been. */
    void refused(long box, @Nullable UUID actor, Throwable why, Visitor visitor) {
        note(box, actor, null, ACTION, why instanceof Refusal refusal ? refusal.type().status() : UNAUTHENTICATED,
                visitor);
    }

    private void note(long box, @Nullable UUID actor, @Nullable UUID session, String action, int status,
            Visitor visitor) {
        audit.note(new AuditNote(box, actor, session, visitor.ip(), action, null, status, clock.instant()));
    }
}
