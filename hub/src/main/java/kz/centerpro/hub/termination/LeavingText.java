package kz.centerpro.hub.termination;

import java.time.Instant;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.agreement.SignedLines;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Signatory;

/** Writes the text that is signed to leave. */
final class LeavingText {

    private LeavingText() {}

    static String write(Participant participant, Signatory asking, TerminationPolicy.Notice notice, String nonce,
            Instant now, Instant expires) {
        return """
                Center Pro: уведомление о прекращении соглашения / келісімді тоқтату туралы хабарлама
                Участник / Қатысушы: %s, %s %s, %s
                Запросил / Сұраған: %s
                Первый день без соглашения / Келісімсіз бірінші күн: %s (Asia/Almaty)
                %s
                Отправленное и полученное раньше остаётся у сторон. Оплаченные тарифы не возвращаются (пункт 6.8). \
                Бұрын жіберілген және алынған құжаттар тараптарда қалады. Төленген тарифтер қайтарылмайды (6.8-тармақ).
                Время / Уақыты: %s
                Действует до / Жарамды мерзімі: %s
                Nonce: %s
                """.formatted(participant.id(), participant.country(), participant.taxId(),
                SignedLines.line(participant.name()), SignedLines.person(asking), notice.effectiveOn(),
                ground(notice.ground()), WireTime.format(now), WireTime.format(expires), nonce);
    }

    private static String ground(Ground ground) {
        return ground == Ground.ANTI_CORRUPTION
                ? "Прекращаем соглашение по пункту 10.7. Келісімді 10.7-тармақ бойынша тоқтатамыз."
                : "Прекращаем соглашение по собственному желанию. Келісімді өз қалауымызбен тоқтатамыз.";
    }
}
