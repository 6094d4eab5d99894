package kz.centerpro.hub.egov;

import java.time.Clock;
import kz.centerpro.contracts.signing.PhoneInvitation;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.access.Access;
import kz.centerpro.hub.access.AccessProperties;
import kz.centerpro.hub.access.SignatureCheck;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.MinuteMeter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Wires the room. Needs Tx, Ids, Clock, Callers, DocumentSource, SignatureCheck and a Bulkhead named verify. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EgovProperties.class)
public class EgovConfiguration {

    @Bean
    RequestDesk.Tools egovTools(@Qualifier("verify") Bulkhead verify, Ids ids, Clock clock) {
        return new RequestDesk.Tools(verify, ids, clock);
    }

    @Bean
    Addresses egovAddresses(EgovProperties settings, AccessProperties access) {
        return new Addresses(settings.publicUrl() == null ? "https://" + access.host() : settings.publicUrl());
    }

    @Bean
    SigningRequestStore signingRequestStore(Tx tx) {
        return new SigningRequestStore(tx);
    }

    @Bean
    RequestDesk signingRequestDesk(SigningRequestStore store, ContentDesk content, Access access,
            DocumentSource documents, EgovProperties settings, Addresses addresses, RequestDesk.Tools tools) {
        return new RequestDesk(store, new Vault(content), access, documents, settings, addresses, tools);
    }

    @Bean
    EgovLoop egovLoop(RequestDesk desk, EgovProperties settings) {
        return new EgovLoop(desk, settings.purgeEvery());
    }

    @Bean
    RouterFunction<ServerResponse> egovRoutes(RequestDesk desk, SigningRequestStore store, ContentDesk content,
            DocumentSource documents, SignatureCheck check, EgovProperties settings, Addresses addresses,
            AccessProperties access, Callers callers, JsonMapper json, RequestDesk.Tools tools) {
        EgovProperties.Organisation who = settings.organisation();
        PhoneDesk phones = new PhoneDesk(store, new Vault(content), documents, check,
                new PhoneInvitation.Organisation(who.nameRu(), who.nameKk(), who.nameEn(),
                        who.bin() == null ? "" : who.bin()),
                addresses, json, tools);
        RequestDoor.Meters meters = new RequestDoor.Meters(
                new MinuteMeter(settings.requestsPerMinute(), tools.clock()),
                new MinuteMeter(access.challengesPerMinute(), tools.clock()));
        return EgovRoutes.of(new RequestDoor(desk, callers, settings, access.host(), meters, json, tools.work()),
                new PhoneDoor(phones, new MinuteMeter(settings.phonePerMinute(), tools.clock()),
                        new MinuteMeter(PhoneDoor.OF_ONE_REQUEST, tools.clock())));
    }
}
