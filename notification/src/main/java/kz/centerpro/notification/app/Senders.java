package kz.centerpro.notification.app;

import java.util.List;

/** The loops that send what is queued; told when something was. */
record Senders(List<Runnable> loops) {

    void nudge() {
        loops.forEach(Runnable::run);
    }
}
