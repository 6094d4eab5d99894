package kz.centerpro.testkit;

import java.util.logging.LogManager;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/**
 * Lets BlockHound bite in every test JVM that has the testkit on its class path: on Reactor's parallel threads, on
 * event loops of Netty, and on the hub's verify threads, so that a network call hidden in signature code fails the
 * build. JUnit finds this class as a service.
 */
public final class BlockHoundGuard implements LauncherSessionListener {

    private static final String VERIFY_THREADS = "verify-";
    private static boolean installed;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        install();
    }

    /** Installs BlockHound once; later calls do nothing. */
    public static synchronized void install() {
        if (installed) {
            return;
        }
        // Bouncy Castle asks for a JDK logger on first use, and the JDK then reads its logging.properties: do it now.
        LogManager.getLogManager();
        try {
            BlockHound.Builder builder = BlockHound.builder().loadIntegrations()
                    .nonBlockingThreadPredicate(known -> known.or(t -> t.getName().startsWith(VERIFY_THREADS)));
            allow(builder);
            builder.install();
            installed = true;
        } catch (RuntimeException e) {
            throw new IllegalStateException("BlockHound does not bite in this JVM. It needs the flags"
                    + " -XX:+EnableDynamicAgentLoading -XX:+AllowRedefinitionToAddDeleteMethods, which the build"
                    + " passes; give them to your own test launcher too.", e);
        }
    }

    // Each allowance: the narrowest frame, and why it may block. Thread.run and FastThreadLocalRunnable.run never.
    private static void allow(BlockHound.Builder builder) {
        // Random bytes come from /dev/urandom, a device that never waits once the machine has booted.
        builder.allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "readFully");
        // Netty 4.2 enlarges its arenas under a stamped lock that is held for some stores; it has no other form.
        builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup",
                "tryExpandMagazines");
        // Taking a periodic task back waits for the timer's queue lock, which is held for some stores; reactor-core
        // allows
        // itself the same for tasks that run once. Unallowed, it cut off the closing of RSocket connections half-way.
        builder.allowBlockingCallsInside("reactor.core.scheduler.PeriodicWorkerTask", "dispose");
        builder.allowBlockingCallsInside("reactor.core.scheduler.PeriodicSchedulerTask", "dispose");
        // Jackson makes the reader of a class at its first use, under a lock that others wait for, once for each class.
        builder.allowBlockingCallsInside("tools.jackson.databind.deser.DeserializerCache",
                "_createAndCacheValueDeserializer");
    }
}
