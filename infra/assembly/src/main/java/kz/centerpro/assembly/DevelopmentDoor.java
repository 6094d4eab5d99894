package kz.centerpro.assembly;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.sandbox.trustcentre.Person;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Development only: the test people and a SIMULATED signing device that holds their keys, in the place of NCALayer or a
 * token. It exists only when the development trust centre runs; everything else the page does is the real protocol.
 */
final class DevelopmentDoor {

    private final TrustCentre centre;
    private final RunInfo info;
    private final Bulkhead work;

    DevelopmentDoor(TrustCentre centre, RunInfo info, Bulkhead work) {
        this.centre = centre;
        this.info = info;
        this.work = work;
    }

    record SigningRequest(@Nullable String person, @Nullable String content) {}

    Mono<ServerResponse> people(ServerRequest request) {
        return ServerResponse.ok().bodyValue(centre.people().stream().map(DevelopmentDoor::described).toList());
    }

    private static Map<String, Object> described(Person person) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", person.id());
        shown.put("name", person.fullName());
        shown.put("role", person.role());
        shown.put("kind", person.profile().kind());
        put(shown, "iin", person.iin());
        put(shown, "bin", person.bin());
        put(shown, "organization", person.organization());
        put(shown, "foreignId", person.profile().foreignId());
        shown.put("country", person.profile().foreignId() == null ? "KZ" : "DE");
        return shown;
    }

    private static void put(Map<String, Object> shown, String name, @Nullable String value) {
        if (value != null) {
            shown.put(name, value);
        }
    }

    Mono<ServerResponse> sign(ServerRequest request) {
        return request.bodyToMono(SigningRequest.class).flatMap(asked -> work.run(() -> signed(asked)))
                .flatMap(cms -> ServerResponse.ok()
                        .bodyValue(Map.of("signature", Base64.getEncoder().encodeToString(cms))));
    }

    private byte[] signed(SigningRequest asked) {
        try {
            return centre.person(String.valueOf(asked.person())).signer()
                    .sign(Base64.getDecoder().decode(String.valueOf(asked.content())), false);
        } catch (NoSuchElementException | IllegalArgumentException unknown) {
            throw Refusal.of(ProblemType.INVALID_FIELD,
                    "Name a test person of /dev/people and send content in base64.");
        }
    }

    Mono<ServerResponse> info(ServerRequest request) {
        return ServerResponse.ok().bodyValue(info);
    }

}
