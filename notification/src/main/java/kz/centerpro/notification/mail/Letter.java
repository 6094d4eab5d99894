package kz.centerpro.notification.mail;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an e-mail says and to whom.
 *
 * @param language
 *            kk, ru or en
 * @param subject
 *            of the notice, or nothing when it brings a code
 * @param subjectRu
 *            in the language that prevails
 * @param notice
 *            whose page is linked
 * @param code
 *            that confirms the address
 * @param unsubscribe
 *            of the links that switch a kind off; nothing when this kind is obligatory
 * @param invitation
 *            code of the invitation or of the document's link that it brings; the subject is who sends it then
 */
record Letter(String to, String language, String subject, String subjectRu, @Nullable UUID notice,
        @Nullable String code, String kind, @Nullable UUID unsubscribe, @Nullable String invitation) {

    /** One that invites nobody. */
    Letter(String to, String language, String subject, String subjectRu, @Nullable UUID notice,
            @Nullable String code, String kind, @Nullable UUID unsubscribe) {
        this(to, language, subject, subjectRu, notice, code, kind, unsubscribe, null);
    }

    @Override
    public String toString() {
        return "Letter[" + kind + "]";
    }
}
