package kz.centerpro.notification.app;

import kz.centerpro.notification.stream.Switchboard;
import org.springframework.context.SmartLifecycle;

/** Ends the live streams before the web server begins to wait for its open requests, which would never end. */
final class ClosingTime implements SmartLifecycle {

    private final Switchboard switchboard;
    private volatile boolean running;

    ClosingTime(Switchboard switchboard) {
        this.switchboard = switchboard;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        switchboard.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE; // stops first; the graceful shutdown of the web server is at MAX_VALUE - 1024
    }
}
