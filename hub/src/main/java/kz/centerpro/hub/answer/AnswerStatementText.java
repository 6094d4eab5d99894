package kz.centerpro.hub.answer;

import java.util.UUID;
import kz.centerpro.contracts.document.AnswerView;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.hub.participant.Participant;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is signed to answer a document otherwise than by countersigning it: the number, the content's hash, the
 * kind, the reason and both parties. The same question gives the same text. Pure.
 */
final class AnswerStatementText {

    private AnswerStatementText() {}

    static String write(Between between, Asked asked) {
        Scene scene = between.scene();
        StringBuilder text = new StringBuilder("Center Pro: ").append(title(asked)).append('\n');
        line(text, "Документ / Құжат", scene.number());
        line(text, "Хеш / Хеш", hash(scene));
        line(text, "Действие / Әрекет", asked.kind().name());
        line(text, "Отправитель / Жіберуші", party(between.sender()));
        line(text, "Получатель / Алушы", party(between.recipient()));
        UUID annulment = asked.annulment();
        AnswerView proposal = scene.last();
        if (annulment != null) {
            line(text, "Предложение / Ұсыныс", annulment.toString());
            line(text, "Причина предложения / Ұсыныстың себебі", proposal == null ? null : proposal.reason());
        }
        line(text, "Причина / Себебі", asked.reason());
        return text.toString();
    }

    private static String title(Asked asked) {
        return switch (asked.kind()) {
            case REJECTION -> "отказ от подписания / қол қоюдан бас тарту";
            case CORRECTION -> "запрос исправления / түзетуді сұрау";
            case ANNULMENT -> "предложение аннулировать документ / құжаттың күшін жою туралы ұсыныс";
            case ANNULMENT_ACCEPTANCE -> "согласие аннулировать документ / құжаттың күшін жоюға келісім";
            case ANNULMENT_REFUSAL -> "отказ аннулировать документ / құжаттың күшін жоюдан бас тарту";
            case SIGNATURE, EXPIRY -> throw new IllegalArgumentException("no statement is signed for this");
        };
    }

    private static String hash(Scene scene) {
        SubmissionMetadata.Digest digest = scene.meta().digest();
        if (scene.sha256() != null) {
            return "SHA-256 " + scene.sha256();
        }
        return digest == null ? "-" : digest.algorithm() + " " + digest.value();
    }

    private static String party(Participant participant) {
        return participant.country() + " " + participant.taxId() + ", " + participant.name();
    }

    /** Nothing that somebody wrote may break out of its line. */
    private static void line(StringBuilder text, String label, @Nullable String value) {
        if (value != null) {
            text.append(label).append(": ").append(value.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip())
                    .append('\n');
        }
    }
}
