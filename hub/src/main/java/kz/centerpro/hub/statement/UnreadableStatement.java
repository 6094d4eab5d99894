package kz.centerpro.hub.statement;

import java.io.Serial;
import java.util.List;

/** A file of which nothing is taken, with every line that made it so, as far as {@link #FAULTS_MAX}. */
public final class UnreadableStatement extends Exception {

    /** More are not told. */
    public static final int FAULTS_MAX = 50;

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /**
     * @param line
     *            from 1; 0 for the file as a whole
     * @param what
     *            is wrong there
     */
    public record Fault(int line, String what) {}

    UnreadableStatement(List<Fault> faults) {
        super(faults.size() + " faults, the first in line " + faults.getFirst().line() + ": "
                + faults.getFirst().what());
        this.faults = List.copyOf(faults);
    }

    UnreadableStatement(int line, String what) {
        this(List.of(new Fault(line, what)));
    }

    public List<Fault> faults() {
        return faults;
    }
}
