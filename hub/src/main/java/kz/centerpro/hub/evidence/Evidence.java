package kz.centerpro.hub.evidence;

import java.util.Collection;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.BoxTop;

/** The room's facade. */
public final class Evidence {

    private final EvidenceLoop loop;

    Evidence(EvidenceLoop loop) {
        this.loop = loop;
    }

    /** A bell that is heard here too: which boxes to read soon, and nothing else, is taken from it. */
    public Bell heard(Bell bell) {
        return tops -> {
            bell.ring(tops);
            rang(tops);
        };
    }

    private void rang(Collection<BoxTop> tops) {
        loop.rang(tops);
    }
}
