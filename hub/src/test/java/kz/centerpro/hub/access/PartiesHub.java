package kz.centerpro.hub.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import kz.centerpro.contracts.access.ChallengeAnswer;
import kz.centerpro.contracts.access.TokenAnswer;
import kz.centerpro.contracts.party.AcceptanceRequest;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.RegistrationAnswer;
import kz.centerpro.contracts.party.StatementView;
import kz.centerpro.door.Callers;
import kz.centerpro.door.ProblemDoor;
import kz.centerpro.door.TokenVerifier;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.hub.agreement.AgreementConfiguration;
import kz.centerpro.hub.audit.AuditConfiguration;
import kz.centerpro.hub.counterparty.CounterpartyConfiguration;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.ParticipantConfiguration;
import kz.centerpro.hub.restriction.RestrictionConfiguration;
import kz.centerpro.hub.termination.TerminationConfiguration;
import kz.centerpro.testkit.ManualClock;
import kz.centerpro.testkit.TestDatabase;
import kz.centerpro.testkit.TestServers;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** The three rooms wired by their own configurations on a fresh real database, with verbs for tests. */
@NullUnmarked // a missing answer is a failed test
public final class PartiesHub implements AutoCloseable {

    public static final Person OPERATOR = Person.individual("operator", "800101300001");

    public final ManualClock clock = ManualClock.at("2026-11-22T09:00:00Z");
    public final FakeSignatures signatures = new FakeSignatures();
    public final TestDatabase database = TestServers.freshDatabase();
    public final WebTestClient web;
    private final RouterFunction<ServerResponse> routes;
    private final HandlerStrategies strategies;
    private DisposableServer server;
    private final ConnectionPool pool = pool();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    public PartiesHub() {
        this(Map.of());
    }

    /** With further rooms and their settings. */
    public PartiesHub(Map<String, String> settings, Class<?>... rooms) {
        signatures.knows(OPERATOR);
        Map<String, Object> properties = new HashMap<>();
        properties.put("center.access.keys", key());
        properties.put("center.access.host", "hub.test");
        properties.put("center.operator.staff[0]", OPERATOR.certificateSha256());
        properties.put("center.agreement.announce-every", "1h");
        properties.put("center.agreement.announce-batch", "2");
        properties.putAll(settings);
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
        JsonMapper json = JsonMapper.builder().build();
        Tx tx = new Tx(pool);
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(JsonMapper.class, () -> json);
        context.registerBean(Tx.class, () -> tx);
        context.registerBean(Ids.class, () -> new Ids(clock));
        context.registerBean("verify", Bulkhead.class, () -> new Bulkhead("signing", 2, 100));
        context.registerBean("io", Bulkhead.class, () -> new Bulkhead("io", 1, 100), io -> io.setPrimary(false));
        context.registerBean(EventAppender.class, () -> new EventAppender(tx.client()));
        context.registerBean(Bell.class, () -> _ -> {
        });
        context.registerBean("documentCheck", SignatureCheck.class, () -> signatures);
        context.registerBean(Callers.class,
                () -> new Callers(new TokenVerifier(context.getBean(AccessKeys.class).publicJwks(), clock)));
        context.register(AuditConfiguration.class, ParticipantConfiguration.class, AgreementConfiguration.class,
                RestrictionConfiguration.class, TerminationConfiguration.class, CounterpartyConfiguration.class,
                AccessConfiguration.class);
        if (rooms.length > 0) {
            context.register(rooms);
        }
        context.refresh();
        routes = context
                .<RouterFunction<ServerResponse>>getBeanProvider(ResolvableType.forClassWithGenerics(
                        RouterFunction.class, ServerResponse.class))
                .orderedStream().reduce(RouterFunction::and).orElseThrow();
        HandlerStrategies.Builder strict = HandlerStrategies.builder().exceptionHandler(new ProblemDoor(json));
        context.getBeanProvider(WebFilter.class).forEach(strict::webFilter);
        strategies = strict.build();
        web = WebTestClient.bindToRouterFunction(routes).handlerStrategies(strategies).configureClient()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(8 * 1024 * 1024)).build();
    }

    /** Opens the doors on a port of this machine too, for those who call over the network. */
    public void serve(int port) {
        server = HttpServer.create().host("127.0.0.1").port(port)
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes, strategies))).bindNow();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public String challenge() {
        return web.post().uri("/v1/auth/challenges").exchange().expectStatus().isOk()
                .expectBody(ChallengeAnswer.class).returnResult().getResponseBody().challenge();
    }

    public ResponseSpec tokens(Map<String, ?> body) {
        return web.post().uri("/v1/auth/tokens").bodyValue(body).exchange();
    }

    public ResponseSpec tryToSignIn(Person person) {
        String challenge = challenge();
        return tokens(Map.of("challenge", challenge, "signature", person.sign(challenge)));
    }

    /** The answer to a sign-in of a person the fake signatures know from now on. */
    public TokenAnswer signIn(Person person) {
        signatures.knows(person);
        return tryToSignIn(person).expectStatus().isOk().expectBody(TokenAnswer.class).returnResult()
                .getResponseBody();
    }

    public ResponseSpec register(String token, Map<String, ?> body) {
        return post(token, "/v1/participants", body);
    }

    /** An access token of a person that signed in and registered. */
    public String registered(Person person, ParticipantKind kind) {
        return register(signIn(person).accessToken(), Map.of("kind", kind)).expectStatus().isCreated()
                .expectBody(RegistrationAnswer.class).returnResult().getResponseBody().accessToken();
    }

    public StatementView statement(String token) {
        return get(token, "/v1/offers/current/statement").expectStatus().isOk().expectBody(StatementView.class)
                .returnResult().getResponseBody();
    }

    public ResponseSpec accept(String token, Person signer, StatementView statement) {
        return post(token, "/v1/acceptances", new AcceptanceRequest(statement.statement(),
                signer.sign(statement.statement()), statement.offerNo(), statement.policyNo(), "ru"));
    }

    /** An access token of a person that also accepted the offer. */
    public String active(Person person, ParticipantKind kind) {
        String token = registered(person, kind);
        accept(token, person, statement(token)).expectStatus().isCreated();
        return token;
    }

    public ResponseSpec get(String token, String uri, Object... variables) {
        return web.get().uri(uri, variables).headers(headers -> headers.setBearerAuth(token)).exchange();
    }

    public ResponseSpec post(String token, String uri, Object body) {
        return web.post().uri(uri).headers(headers -> headers.setBearerAuth(token)).bodyValue(body).exchange();
    }

    public ResponseSpec delete(String token, String uri) {
        return web.delete().uri(uri).headers(headers -> headers.setBearerAuth(token)).exchange();
    }

    @Override
    public void close() {
        if (server != null) {
            server.disposeNow();
        }
        context.close();
        pool.close();
    }

    private ConnectionPool pool() {
        PostgresqlConnectionFactory connections = new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration
                .builder().host(database.host()).port(database.port()).database(database.name())
                .username(TestDatabase.HUB_USER).password(TestDatabase.HUB_PASSWORD).build());
        return new ConnectionPool(ConnectionPoolConfiguration.builder(connections).initialSize(1).maxSize(6).build());
    }

    private static String key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate().toJSONString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
