package kz.centerpro.hub.docflow;

import java.util.function.LongSupplier;
import kz.centerpro.hub.kernel.Admission;
import kz.centerpro.hub.kernel.Works;

/** What every door of intake asks first, so that a client has no more by using several of them. */
record IntakeGate(SenderLimits limits, Admission submissions, Admission batches) {

    static IntakeGate of(DocflowProperties settings, LongSupplier nanos, Works works) {
        return new IntakeGate(new SenderLimits(settings, nanos, works),
                new Admission(settings.submissionsAtOnce(), (settings.submissionsAtOnce() + 3) / 4,
                        "submissions", "repeat with the same Idempotency-Key."),
                new Admission(settings.batchesAtOnce(), (settings.batchesAtOnce() + 1) / 2, "batches",
                        "repeat the batch."));
    }
}
