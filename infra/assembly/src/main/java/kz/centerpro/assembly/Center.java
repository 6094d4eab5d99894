package kz.centerpro.assembly;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
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
        StandardEnvironment given = new StandardEnvironment();
        given.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        Sandbox sandbox = Sandbox.start(home, given);
        try {
            RunInfo info = info(sandbox, given);
            Center center = new Center(sandbox, application(sandbox, info).run(arguments), info);
            center.writeInfo();
            return center;
        } catch (RuntimeException failed) {
            sandbox.close();
            throw failed;
        }
    }

    private static SpringApplication application(Sandbox sandbox, RunInfo info) {
        TrustCentre centre = sandbox.trustCentre();
        Class<?>[] sources = centre == null ? new Class<?>[]{CenterApplication.class}
                : new Class<?>[]{CenterApplication.class, DevelopmentConfiguration.class};
        return new SpringApplicationBuilder(sources).registerShutdownHook(false)
                .initializers(starting -> {
                    starting.getBeanFactory().registerSingleton("runInfo", info);
                    if (centre != null) {
                        starting.getBeanFactory().registerSingleton("trustCentre", centre);
                    }
                }).properties("spring.config.name=center").properties(sandbox.settings()).build();
    }

    private static RunInfo info(Sandbox sandbox, Environment given) {
        Map<String, Object> made = sandbox.settings();
        TrustCentre centre = sandbox.trustCentre();
        String port = String.valueOf(made.getOrDefault("server.port", given.getProperty("server.port")));
        String rsocket = String.valueOf(made.getOrDefault("center.notification.rsocket.port", given.getProperty("center.notification.rsocket.port")));
        return new RunInfo("http://localhost:" + port, new RunInfo.RSocketAddress("localhost", Integer.parseInt(rsocket)),
                centre == null ? null : centre.urls().base().toString(), centre == null ? null : sandbox.home().resolve("trust-centre/people").toString(),
                centre == null ? null : centre.caFolder().toString(), text(made.get("center.development.tsa")), ProcessHandle.current().pid());
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
        out.println("  RSocket  tcp://localhost:" + info.rsocket().port() + "  and  ws" + info.http().substring(4) + "/rsocket");
        if (info.trustCentre() != null) {
            out.println("  SIMULATED trust centre (OCSP, time-stamps, CRL)  " + info.trustCentre());
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

    public int rsocketPort() {
        return info.rsocket().port();
    }

    public @Nullable TrustCentre trustCentre() {
        return sandbox.trustCentre();
    }

    @Override
    public void close() {
        context.close();
        sandbox.close();
    }
}
