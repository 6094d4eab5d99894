package kz.centerpro.hub.kernel;

import kz.centerpro.door.TraceParent;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The caller's trace (W3C Trace Context) on its way through the hub: in the Reactor context, in the log lines of the
 * work, and as {@code traceparent} in what is stored. A caller without a trace makes none.
 */
public final class Trace {

    /** In the Reactor context. */
    private static final String KEY = Trace.class.getName();
    /** In the log, as the doors name it. */
    private static final String LOG_KEY = "trace.id";

    private Trace() {}

    /** {@code work} as a part of the trace that the caller's header names, if it names one. */
    public static <T> Mono<T> of(@Nullable String header, Mono<T> work) {
        return TraceParent.traceId(header) == null
                ? work
                : work.contextWrite(context -> context.put(KEY, TraceParent.parent(header)));
    }

    /** The {@code traceparent} of the work under way; null for none. */
    public static @Nullable String parent(ContextView context) {
        return context.getOrDefault(KEY, null);
    }

    /** Runs {@code work} on this thread with the trace's id in every log line. */
    public static void logged(ContextView context, Runnable work) {
        String id = TraceParent.traceId(parent(context));
        if (id == null) {
            work.run();
            return;
        }
        MDC.put(LOG_KEY, id);
        try {
            work.run();
        } finally {
            MDC.remove(LOG_KEY);
        }
    }
}
