package kz.centerpro.hub.egov;

import java.util.Map;
import kz.centerpro.hub.kernel.Admission;
import kz.centerpro.hub.participant.MinuteMeter;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of the phone's side: no session, the id in the path is the capability. */
final class PhoneDoor {

    private static final int AT_ONCE = 16;
    private static final int SENT_BYTES_MAX = 8 * 1024 * 1024;
    /** A phone needs three calls; the rest is for repeats. */
    static final int OF_ONE_REQUEST = 60;

    private final PhoneDesk desk;
    private final MinuteMeter addresses;
    private final MinuteMeter requests;
    private final Admission work = new Admission(AT_ONCE, "phones", "repeat a little later.");

    PhoneDoor(PhoneDesk desk, MinuteMeter addresses, MinuteMeter requests) {
        this.desk = desk;
        this.addresses = addresses;
        this.requests = requests;
    }

    /** API 1. */
    Mono<ServerResponse> invitation(ServerRequest request) {
        return desk.invite(counted(request)).flatMap(invitation -> answer().bodyValue(invitation));
    }

    /** API 2. */
    Mono<ServerResponse> documents(ServerRequest request) {
        return desk.documents(counted(request)).flatMap(pieces -> answer().contentType(MediaType.APPLICATION_JSON)
                .body(BodyInserters.fromDataBuffers(work.admit("", pieces)
                        .<DataBuffer>map(DefaultDataBufferFactory.sharedInstance::wrap))));
    }

    /** API 2, the way back: 200, or 403 with the reason. */
    Mono<ServerResponse> signed(ServerRequest request) {
        String id = counted(request);
        return work.admit(RequestDoor.body(request, SENT_BYTES_MAX).flatMap(body -> desk.take(id, body)))
                .then(Mono.defer(() -> answer().bodyValue(Map.of())));
    }

    private String counted(ServerRequest request) {
        addresses.count(RequestDoor.address(request));
        String id = request.pathVariable("id");
        requests.count(id);
        return id;
    }

    private static ServerResponse.BodyBuilder answer() {
        return ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
