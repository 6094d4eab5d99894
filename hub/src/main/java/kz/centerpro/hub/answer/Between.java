package kz.centerpro.hub.answer;

import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.hub.docflow.LegLife;
import kz.centerpro.hub.participant.Participant;

/** A scene with its two parties. */
record Between(Scene scene, Participant sender, Participant recipient) {

    Participant actor(LegLife.Side side) {
        return side == LegLife.Side.SENDER ? sender : recipient;
    }

    static DocumentView.Party party(Participant participant) {
        return new DocumentView.Party(participant.country(), participant.taxId(), participant.name());
    }
}
