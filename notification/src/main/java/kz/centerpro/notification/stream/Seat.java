package kz.centerpro.notification.stream;

/** One open stream among those that a box and a node may have; it reads elsewhere, so wake-ups are nothing to it. */
public final class Seat implements Ear, AutoCloseable {

    private final Switchboard switchboard;
    private final long box;
    private final Runnable closing;

    Seat(Switchboard switchboard, long box, Runnable closing) {
        this.switchboard = switchboard;
        this.box = box;
        this.closing = closing;
    }

    @Override
    public void heard(long top) {
        // its lane hears
    }

    @Override
    public boolean swept(long top) {
        return false;
    }

    @Override
    public void closing() {
        closing.run();
    }

    /** Gives the seat back; more than once is no harm. */
    @Override
    public void close() {
        switchboard.leave(box, this);
    }
}
