package kz.centerpro.hub.docflow;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code center.docflow.*}.
 *
 * @param submissionsAtOnce
 *            submissions under way on this node; beyond it 503 with Retry-After before the body is read; one client has
 *            a quarter of them, beyond it 429
 * @param batchesAtOnce
 *            batches under way on this node, each with up to 64 lines of 512 KiB in memory; one client has half of them
 * @param clientPerSecond
 *            documents that one client may send to this node in a second, twice as many after a rest; beyond it 429
 *            with Retry-After, and a batch is read no faster
 * @param credentialPerSecond
 *            the same for one person or API credential of the client
 * @param waitingTerm
 *            how long a document waits for a recipient who has not joined (clause 7.9.10); an invitation is good as
 *            long
 */
@ConfigurationProperties("center.docflow")
public record DocflowProperties(@DefaultValue("1024") int submissionsAtOnce, @DefaultValue("4") int batchesAtOnce,
        @DefaultValue("1000") int clientPerSecond, @DefaultValue("1000") int credentialPerSecond,
        @DefaultValue("30d") Duration waitingTerm) {

    public DocflowProperties {
        positive("submissions-at-once", submissionsAtOnce);
        positive("batches-at-once", batchesAtOnce);
        positive("client-per-second", clientPerSecond);
        positive("credential-per-second", credentialPerSecond);
        if (!waitingTerm.isPositive()) {
            throw new IllegalArgumentException("center.docflow.waiting-term is longer than nothing");
        }
    }

    private static void positive(String setting, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("center.docflow." + setting + " is at least 1");
        }
    }
}
