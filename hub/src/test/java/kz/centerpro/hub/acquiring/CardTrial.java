package kz.centerpro.hub.acquiring;

import java.time.Instant;
import java.util.Objects;
import kz.centerpro.hub.access.PartiesHub;

/** What the loop does, at an instant of a test's. */
public final class CardTrial {

    private CardTrial() {}

    public static void checkDue(PartiesHub hub, Instant asOf) {
        Objects.requireNonNull(hub.bean(CardTill.class).desk()).checkDue(asOf).block();
    }
}
