package kz.centerpro.hub.evidence;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.docflow.DocumentFiles;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.seal.SealBox;
import kz.centerpro.hub.trust.TimeStamps;
import kz.centerpro.hub.trust.TrustDesk;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Wires the room. Needs Tx, Clock, JsonMapper, Callers, and the rooms content, docflow, seal and trust. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EvidenceProperties.class)
public class EvidenceConfiguration {

    private static final int QUEUE = 64;

    /** One thread: hashing for evidence never takes a core from verification for long. */
    @Bean
    Bulkhead evidenceWork() {
        return new Bulkhead("evidence", 1, QUEUE);
    }

    @Bean
    LogStore evidenceLog(Tx tx) {
        return new LogStore(tx);
    }

    @Bean
    Follower evidenceFollower(Tx tx, LogStore log, ContentDesk content, @Qualifier("evidenceWork") Bulkhead work,
            JsonMapper json) {
        StepStore steps = new StepStore(tx, json);
        return new Follower(steps, log, new Digests(steps, content, work), work);
    }

    @Bean
    Checkpoints evidenceCheckpoints(Tx tx, LogStore log, SealBox seal, TimeStamps stamps, TrustDesk trust,
            @Qualifier("evidenceWork") Bulkhead work, EvidenceProperties settings, Clock clock) {
        return new Checkpoints(log, new CheckpointStore(tx), new Checkpoints.Tools(seal, stamps, trust, work, clock),
                settings);
    }

    @Bean
    EvidenceLoop evidenceLoop(Follower follower, LogStore log, Checkpoints checkpoints, EvidenceProperties settings) {
        return new EvidenceLoop(follower, log, checkpoints, settings);
    }

    @Bean
    public Evidence evidence(Tx tx, EvidenceLoop loop, Follower follower, LogStore log, Checkpoints checkpoints,
            @Qualifier("evidenceWork") Bulkhead work, JsonMapper json) {
        return new Evidence(loop, follower, checkpoints, new Proofs(log, work, json),
                new LogCheck(log, new CheckpointStore(tx), work));
    }

    @Bean
    public RouterFunction<ServerResponse> evidenceRoutes(Callers callers, Participants participants,
            DocumentFiles files, Evidence evidence, JsonMapper json) {
        return EvidenceRoutes.of(new EvidenceDoor(callers, participants, files, evidence, new Bundles(files, json)));
    }
}
