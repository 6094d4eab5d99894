package kz.centerpro.hub.answer;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.hub.docflow.LegLife;
import kz.centerpro.hub.participant.Participant;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way to a step.
 *
 * @param at
 *            when it was received
 * @param content
 *            where its sealed signature and key are already, of an answer that waited
 */
record Attempt(UUID id, Between between, LegLife.Side side, Asked asked, Instant at, @Nullable String trace,
        @Nullable UUID content) {

    Scene scene() {
        return between.scene();
    }

    Participant actor() {
        return between.actor(side);
    }

    /** Whose answer it is; 0 for the hub. */
    long box() {
        return side == LegLife.Side.HUB ? 0 : actor().boxId();
    }

    Attempt on(Between newer) {
        return new Attempt(id, newer, side, asked, at, trace, content);
    }
}
