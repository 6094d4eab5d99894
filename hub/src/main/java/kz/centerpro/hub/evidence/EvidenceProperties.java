package kz.centerpro.hub.evidence;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code center.evidence.*}.
 *
 * @param origin
 *            the log's name, after {@code center-pro/}; the host that it is found under
 * @param every
 *            how often boxes that rang are read
 * @param checkpointEvery
 *            the least time between two checkpoints
 * @param tsa
 *            the time-stamping authority; absent: checkpoints are sealed and not stamped
 * @param tsaPolicy
 *            the policy asked of it, by which the national authority chooses its key; absent: its own choice
 */
@ConfigurationProperties("center.evidence")
record EvidenceProperties(@DefaultValue("localhost") String origin, @DefaultValue("2s") Duration every,
        @DefaultValue("5s") Duration checkpointEvery, @Nullable URI tsa, @Nullable String tsaPolicy) {}
