package kz.centerpro.assembly;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import kz.centerpro.sandbox.acquirer.AcquirerSimulator;
import kz.centerpro.sandbox.ncalayer.NcaLayerSimulator;
import kz.centerpro.sandbox.esf.EsfSimulator;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** A running assembly: servers first, then the application; the reverse on the way down. */
public final class Center implements AutoCloseable {

    private final Sandbox sandbox;
    private final ConfigurableApplicationContext context;
    private final RunInfo info;

    private Center(Sandbox sandbox, ConfigurableApplicationContext context, RunInfo info) {
        this.sandbox = sandbox;
        this.context = context;
        this.info = info;
    }

    /** Blocks until the doors are open. {@code arguments} are settings as {@code --name=value}. */
    public static Center start(Path home, String... arguments) {
        AtomicReference<Sandbox> sandbox = new AtomicReference<>();
        try {
            ConfigurableApplicationContext context = new SpringApplicationBuilder(CenterApplication.class)
                    .registerShutdownHook(false)
                    .properties("spring.config.name=center")
                    .initializers(starting -> sandbox.set(prepared(home, starting))).run(arguments);
            Center center = new Center(sandbox.get(), context, context.getBean(RunInfo.class));
            center.writeInfo();
            return center;
        } catch (RuntimeException failed) {
            Sandbox servers = sandbox.get();
            if (servers != null) {
                servers.close();
            }
            throw failed;
        }
    }

    /** Servers start when logging and settings are ready, before anything of the application. */
    private static Sandbox prepared(Path home, ConfigurableApplicationContext starting) {
        Sandbox sandbox = Sandbox.start(home, starting.getEnvironment());
        starting.getEnvironment().getPropertySources().addLast(new MapPropertySource("sandbox", sandbox.settings()));
        starting.getBeanFactory().registerSingleton("runInfo", info(sandbox, starting.getEnvironment()));
        TrustCentre centre = sandbox.trustCentre();
        if (centre != null) {
            starting.getBeanFactory().registerSingleton("trustCentre", centre);
            new AnnotatedBeanDefinitionReader((BeanDefinitionRegistry) starting)
                    .register(DevelopmentConfiguration.class);
        }
        return sandbox;
    }

    private static RunInfo info(Sandbox sandbox, Environment given) {
        Map<String, Object> made = sandbox.settings();
        TrustCentre centre = sandbox.trustCentre();
        String port = given.getRequiredProperty("server.port");
        String rsocket = given.getRequiredProperty("center.notification.rsocket.port");
        return new RunInfo("http://localhost:" + port,
                new RunInfo.RSocketAddress("localhost", Integer.parseInt(rsocket)),
                centre == null ? null : centre.urls().base().toString(),
                centre == null ? null : sandbox.home().resolve("trust-centre/people").toString(),
                centre == null ? null : centre.caFolder().toString(), text(made.get("center.development.tsa")),
                text(made.get("center.development.nca-layer")),
                "http://127.0.0.1:" + given.getRequiredProperty("management.server.port"),
                ProcessHandle.current().pid());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private void writeInfo() {
        try {
            Files.write(sandbox.home().resolve("run.json"), JsonMapper.shared().writeValueAsBytes(info));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** What to open and what to try. */
    void welcome(PrintStream out) {
        out.println();
        out.println("Center Pro is running. Data is kept in " + sandbox.home().getFileName() + "/ between restarts.");
        out.println("  open     " + info.http() + "/   (sign in as a test person; development only)");
        out.println("  RSocket  tcp://localhost:" + info.rsocket().port() + "  and  ws" + info.http().substring(4)
                + "/rsocket");
        if (info.trustCentre() != null) {
            out.println("  SIMULATED trust centre (OCSP, time-stamps, CRL)  " + info.trustCentre());
        }
        AcquirerSimulator acquirer = sandbox.acquirer();
        if (acquirer != null) {
            out.println("  SIMULATED acquirer of cards  " + acquirer.base());
        }
        NcaLayerSimulator ncaLayer = sandbox.ncaLayer();
        if (ncaLayer != null) {
            out.println("  SIMULATED NCALayer  https://127.0.0.1:" + ncaLayer.port()
                    + "  (open it once and accept its certificate; choose there whose key signs)");
            out.println("  SIMULATED phone with eGov Mobile: infra/bin/center phone LINK --as head-b");
        }
        EsfSimulator esf = sandbox.esf();
        if (esf != null) {
            out.println("  SIMULATED ИС ЭСФ  " + esf.base());
        }
        if (sandbox.keepsMail()) {
            out.println("  SIMULATED mail server: e-mails are files in " + sandbox.home().getFileName() + "/mail/");
        }
        out.println("Try, in another terminal:");
        out.println("  infra/bin/center demo");
        out.println("  curl " + info.http() + "/v1/offers/current");
        out.println("  infra/bin/center verify --help");
        out.println();
        out.flush();
    }

    /** The reason in one line: the deepest cause that says something. */
    static String plain(Throwable failed) {
        Throwable deepest = failed;
        while (deepest.getCause() != null && deepest.getCause().getMessage() != null) {
            deepest = deepest.getCause();
        }
        return Arrays.stream(String.valueOf(deepest.getMessage()).split("\n", -1)).findFirst().orElse("");
    }

    /** Base URL of the HTTP doors. */
    public String http() {
        return info.http();
    }

    /** Base URL of health and measurements. */
    public String management() {
        return info.management();
    }

    public @Nullable AcquirerSimulator acquirer() {
        return sandbox.acquirer();
    }

    /** The simulated NCALayer, beside the development trust centre. */
    public @Nullable NcaLayerSimulator ncaLayer() {
        return sandbox.ncaLayer();
    }

    @Nullable
    EsfSimulator esf() {
        return sandbox.esf();
    }

    /** The folder that everything is kept in. */
    public Path home() {
        return sandbox.home();
    }

    public int rsocketPort() {
        return info.rsocket().port();
    }

    public @Nullable TrustCentre trustCentre() {
        return sandbox.trustCentre();
    }

    /** What the application is made of. */
    ConfigurableApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
        sandbox.close();
    }
}
