package kz.centerpro.notification.app;

import java.util.ArrayList;
import java.util.List;
import kz.centerpro.eventlog.WakeListener;
import kz.centerpro.notification.outbound.SharedWake;

/** The outbound channels that want to hear wake-ups. */
record OutboundEars(List<WakeListener> channels) {

    /** One listener for the streams, which are told first, and the channels. */
    SharedWake with(WakeListener streams) {
        List<WakeListener> all = new ArrayList<>();
        all.add(streams);
        all.addAll(channels);
        return new SharedWake(all);
    }
}
