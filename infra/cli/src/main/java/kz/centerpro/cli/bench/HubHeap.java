package kz.centerpro.cli.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into the heap of a hub that runs as a process of its own. */
final class HubHeap implements AutoCloseable {

    private static final long LOOK_EVERY_MS = 20;

    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final AtomicLong peak = new AtomicLong();
    private final AtomicLong livePeak = new AtomicLong();
    private final Thread looking;

    private HubHeap(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
        this.looking = Thread.ofPlatform().daemon().name("bench-heap").start(this::look);
    }

    @SuppressWarnings("BanJNDI") // the address comes from the hub that the bench has started itself
    static HubHeap of(ProcessHandle hub) throws IOException {
        try {
            VirtualMachine vm = VirtualMachine.attach(Long.toString(hub.pid()));
            try {
                return new HubHeap(JMXConnectorFactory.connect(new JMXServiceURL(vm.startLocalManagementAgent())));
            } finally {
                vm.detach();
            }
        } catch (AttachNotSupportedException notOurs) {
            throw new IOException(notOurs);
        }
    }

    /** Bytes that the hub's threads have allocated since it started. */
    long allocated() throws IOException, JMException {
        return ((Number) beans.getAttribute(new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                "TotalThreadAllocatedBytes")).longValue();
    }

    /** Collects garbage and begins a new peak. */
    void settle() throws IOException, JMException {
        beans.invoke(new ObjectName(ManagementFactory.MEMORY_MXBEAN_NAME), "gc", null, null);
        peak.set(0);
        livePeak.set(0);
    }

    /** The most of the heap that was in use since, garbage included. */
    long peak() {
        return peak.get();
    }

    /** The most that was left after a collection since. */
    long livePeak() {
        return livePeak.get();
    }

    private void look() {
        try {
            Set<ObjectName> pools = beans.queryNames(new ObjectName("java.lang:type=MemoryPool,*"), null);
            while (!Thread.currentThread().isInterrupted()) {
                long used = used(beans.getAttribute(new ObjectName(ManagementFactory.MEMORY_MXBEAN_NAME),
                        "HeapMemoryUsage"));
                long live = 0;
                for (ObjectName pool : pools) {
                    live += "HEAP".equals(beans.getAttribute(pool, "Type"))
                            ? used(beans.getAttribute(pool, "CollectionUsage"))
                            : 0;
                }
                peak.accumulateAndGet(used, Math::max);
                livePeak.accumulateAndGet(live, Math::max);
                Thread.sleep(LOOK_EVERY_MS);
            }
        } catch (IOException | JMException gone) {
            peak.accumulateAndGet(0, Math::max); // the hub has ended
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static long used(Object usage) {
        return usage instanceof CompositeData data ? ((Number) data.get("used")).longValue() : 0;
    }

    @Override
    public void close() throws IOException {
        looking.interrupt();
        connector.close();
    }
}
