package kz.centerpro.notification.app;

import java.time.Duration;
import kz.centerpro.door.rsocket.RSocketAcceptor;
import kz.centerpro.notification.stream.Switchboard;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the live streams before the web server begins to wait for its open requests, which would never end. Nobody new
 * is let in from the first moment on; those who are there go one after another, so that not all of them come back at
 * once.
 */
final class ClosingLoop implements SmartLifecycle {

    private final Switchboard switchboard;
    private final RSocketAcceptor acceptor;
    private final Duration span;
    private volatile boolean running;

    ClosingLoop(Switchboard switchboard, RSocketAcceptor acceptor, Duration span) {
        this.switchboard = switchboard;
        this.acceptor = acceptor;
        this.span = span;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        stop(() -> {
        });
    }

    @Override
    public void stop(Runnable stopped) {
        running = false;
        acceptor.close();
        switchboard.drain(span).doFinally(_ -> {
            switchboard.close();
            stopped.run();
        }).subscribe();
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
