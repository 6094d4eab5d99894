package kz.centerpro.hub.agreement;

import java.time.Instant;
import kz.centerpro.contracts.party.AcceptanceView.Capacity;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Signatory;

/**
 * Writes the text that is signed to accept the offer: whole and unconditional, with the capacity (clauses 1.3, 2.2).
 */
final class StatementText {

    private StatementText() {}

    /** A legal entity is always represented by a person; everybody else acts in their own name. */
    static Capacity capacity(ParticipantKind kind) {
        return kind == ParticipantKind.LEGAL_ENTITY ? Capacity.REPRESENTATIVE : Capacity.OWN;
    }

    static String write(Terms terms, Participant participant, Signatory asking, String nonce, Instant now,
            Instant expires) {
        return """
                Center Pro: акцепт оферты / офертаны қабылдау
                Оферта № %d, SHA-256 (ru) %s, SHA-256 (kk) %s
                Политика конфиденциальности № %d, SHA-256 (ru) %s, SHA-256 (kk) %s
                Участник / Қатысушы: %s, %s %s, %s
                Запросил / Сұраған: %s
                %s
                Время / Уақыты: %s
                Действует до / Жарамды мерзімі: %s
                Nonce: %s
                """.formatted(terms.offer().no(), terms.offer().sha256Ru(), terms.offer().sha256Kk(),
                terms.policy().no(), terms.policy().sha256Ru(), terms.policy().sha256Kk(), participant.id(),
                participant.country(), participant.taxId(), SignedLines.line(participant.name()),
                SignedLines.person(asking),
                promise(participant), WireTime.format(now), WireTime.format(expires), nonce);
    }

    private static String promise(Participant participant) {
        String act = "Я полностью и безусловно принимаю указанные оферту и политику конфиденциальности. "
                + "Көрсетілген оферта мен құпиялылық саясатын толық және сөзсіз қабылдаймын. ";
        return act + switch (capacity(participant.kind())) {
            case OWN -> "Действую от своего имени и подтверждаю свою дееспособность. "
                    + "Өз атымнан әрекет етемін және әрекетке қабілеттілігімді растаймын.";
            case REPRESENTATIVE -> "Действую от имени названного юридического лица и подтверждаю свою "
                    + "дееспособность и полномочия. Аталған заңды тұлғаның атынан әрекет етемін, "
                    + "әрекетке қабілеттілігім мен өкілеттігімді растаймын.";
        };
    }
}
