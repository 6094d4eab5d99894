package kz.centerpro.hub.docflow;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code center.docflow.*}.
 *
 * @param submissionsAtOnce
 *            submissions under way on this node; beyond it 503 with Retry-After before the body is read
 * @param batchesAtOnce
 *            batches under way on this node, each with up to 64 lines of 512 KiB in memory; beyond it 503 likewise
 */
@ConfigurationProperties("center.docflow")
public record DocflowProperties(@DefaultValue("1024") int submissionsAtOnce,
        @DefaultValue("4") int batchesAtOnce) {

    public DocflowProperties {
        if (submissionsAtOnce < 1) {
            throw new IllegalArgumentException("center.docflow.submissions-at-once is at least 1");
        }
        if (batchesAtOnce < 1) {
            throw new IllegalArgumentException("center.docflow.batches-at-once is at least 1");
        }
    }
}
