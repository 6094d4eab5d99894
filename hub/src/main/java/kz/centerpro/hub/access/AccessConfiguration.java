package kz.centerpro.hub.access;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.agreement.Agreement;
import kz.centerpro.hub.agreement.SignerProof;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.hub.audit.Audit;
import kz.centerpro.hub.counterparty.Counterparties;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.MinuteMeter;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.participant.TokenRenewal;
import kz.centerpro.hub.restriction.Restrictions;
import kz.centerpro.hub.restriction.TokenLife;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * Wires the room. Needs Tx, Ids, Clock, Callers, SignatureCheck and a Bulkhead named {@code verify}. AccessKeys depends
 * on nothing but properties, so that the TokenVerifier can be made of its {@link AccessKeys#publicJwks()}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AccessProperties.class, AccessProperties.Operator.class})
public class AccessConfiguration {

    /** Numbers tried by one participant: a grant tells who is here, as the look-up does (clause 4.3.9). */
    private static final int DELEGATIONS_PER_MINUTE = 20;

    @Bean
    public AccessKeys accessKeys(AccessProperties properties) {
        return new AccessKeys(properties.keys());
    }

    @Bean
    ChallengeStore challengeStore(Tx tx) {
        return new ChallengeStore(tx);
    }

    @Bean
    public TokenLife tokenLife(AccessProperties properties) {
        return new TokenLife(properties.tokenLifetime());
    }

    @Bean
    SessionStore sessionStore(Tx tx, AccessProperties properties) {
        return new SessionStore(tx, properties.tokenLifetime());
    }

    @Bean
    WithdrawalStore withdrawalStore(Tx tx) {
        return new WithdrawalStore(tx);
    }

    @Bean
    TokenMint tokenMint(AccessKeys keys, Clock clock, AccessProperties properties,
            @Qualifier("verify") Bulkhead verify, DelegationStore delegations) {
        return new TokenMint(keys, clock, properties.tokenLifetime(), verify, delegations::carried);
    }

    @Bean
    DelegationStore delegationStore(Tx tx, AccessProperties properties) {
        return new DelegationStore(tx, properties.tokenLifetime());
    }

    @Bean
    DelegationDesk delegationDesk(DelegationStore store, Participants participants, Agreement agreement,
            Counterparties counterparties, DelegationDesk.Tools tools) {
        return new DelegationDesk(store, new DelegationDesk.Parties(participants, agreement, counterparties,
                new MinuteMeter(DELEGATIONS_PER_MINUTE, tools.clock())), tools);
    }

    @Bean
    DelegationDesk.Tools delegationTools(Tx tx, EventAppender events, Bell bell, Ids ids, Clock clock,
            JsonMapper json) {
        return new DelegationDesk.Tools(tx, events, bell, ids, clock, json);
    }

    @Bean
    Sessions sessions(SessionStore store, Participants participants, TokenMint mint,
            AccessProperties.Operator operator, AccessProperties properties, Tx tx, Ids ids, Clock clock, Audit audit,
            Restrictions restrictions) {
        return new Sessions(store, participants, mint, new StaffList(operator.staff()),
                new Sessions.Tools(tx, ids, clock, audit, restrictions), properties.sessionLifetime());
    }

    @Bean
    CredentialDesk credentialDesk(Tx tx, Participants participants, TokenMint mint, AccessProperties properties,
            Ids ids, Clock clock, Audit audit, Restrictions restrictions) {
        return new CredentialDesk(new CredentialStore(tx, properties.tokenLifetime()), participants, mint, ids, clock,
                properties.credentialsMax(), new CredentialDesk.House(new SignInTrail(audit, clock), restrictions));
    }

    @Bean
    public SignerProof signerProof(@Qualifier("documentCheck") SignatureCheck check) {
        return new VerifiedSigner(check);
    }

    @Bean
    public TokenRenewal tokenRenewal(Sessions sessions, TokenMint mint) {
        return new RenewalDoor(sessions, mint.expiresIn());
    }

    @Bean
    LoginDesk loginDesk(ChallengeStore challenges, SignatureCheck check, Participants participants, Sessions sessions,
            CredentialDesk credentials, AccessProperties properties, LoginDesk.Limits limits) {
        return new LoginDesk(challenges, new VerifiedSigner(check), participants, sessions, credentials,
                new WrongLogins(properties.wrongLoginsPermitted(), properties.lockout(), limits.clock()), limits);
    }

    @Bean
    LoginDesk.Limits loginLimits(AccessProperties properties, Ids ids, Clock clock, Audit audit) {
        return new LoginDesk.Limits(properties, ids, clock, new SignInTrail(audit, clock));
    }

    @Bean
    public Access access(ChallengeStore challenges, SessionStore sessions, WithdrawalStore withdrawals, Clock clock) {
        return new Access(challenges, sessions, withdrawals, clock);
    }

    @Bean
    PurgeLoop purgeLoop(Access access, Agreement agreement, Clock clock, AccessProperties properties) {
        return new PurgeLoop(access, agreement, clock, properties.purgeEvery());
    }

    @Bean
    public RouterFunction<ServerResponse> accessRoutes(LoginDesk desk, Sessions sessions, CredentialDesk credentials,
            AccessKeys keys, AccessProperties properties, Callers callers, Clock clock, Tx tx,
            DelegationDesk delegations) {
        return AccessRoutes.of(
                new TokenDoor(desk, new MinuteMeter(properties.challengesPerMinute(), clock), keys, clock),
                new SessionDoor(sessions, callers), new CredentialDoor(credentials, callers),
                new PreferenceDoor(new PreferenceStore(tx), callers, clock), new DelegationDoor(delegations, callers));
    }
}
