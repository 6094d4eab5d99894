package kz.centerpro.hub.statement;

import java.util.ArrayList;
import java.util.List;
import kz.centerpro.hub.statement.UnreadableStatement.Fault;

/** What was found wrong so far. */
final class Faults {

    private final List<Fault> found = new ArrayList<>();

    void add(int line, String what) {
        if (found.size() < UnreadableStatement.FAULTS_MAX) {
            found.add(new Fault(line, what));
        }
    }

    void add(UnreadableStatement unreadable) {
        unreadable.faults().forEach(fault -> add(fault.line(), fault.what()));
    }

    /** Refuses the file if anything was found. */
    void refuse() throws UnreadableStatement {
        if (!found.isEmpty()) {
            throw new UnreadableStatement(found);
        }
    }
}
