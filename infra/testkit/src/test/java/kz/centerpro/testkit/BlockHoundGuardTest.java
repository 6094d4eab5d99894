package kz.centerpro.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

class BlockHoundGuardTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void bitesOnParallelThread() {
        assertBites(Mono.fromCallable(BlockHoundGuardTest::block).subscribeOn(Schedulers.parallel()));
    }

    @Test
    void bitesOnVerifyThreadAndLetsItIdle() {
        Scheduler verify = Schedulers.newBoundedElastic(2, 8, "verify");
        try {
            assertBites(Mono.fromCallable(BlockHoundGuardTest::block).subscribeOn(verify));
            assertThat(Mono.fromCallable(() -> Thread.currentThread().getName()).subscribeOn(verify).block(LIMIT))
                    .startsWith("verify-");
        } finally {
            verify.dispose();
        }
    }

    @Test
    void bitesOnEventLoopOfNetty() {
        var errors = new java.util.concurrent.LinkedBlockingQueue<Throwable>();
        DisposableServer server = HttpServer.create().host("127.0.0.1").port(0).handle((request, response) -> {
            try {
                block();
                errors.add(new AssertionError("nothing bit on " + Thread.currentThread().getName()));
            } catch (Throwable e) {
                errors.add(e);
            }
            return response.status(204).send();
        }).bindNow();
        try {
            HttpClient.create().get().uri("http://127.0.0.1:" + server.port() + "/").response().block(LIMIT);
            assertThat(errors).singleElement().isInstanceOf(BlockingOperationError.class);
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void leavesOrdinaryThreadsAlone() {
        assertThatCode(BlockHoundGuardTest::block).doesNotThrowAnyException();
        assertThatCode(
                () -> Mono.fromCallable(BlockHoundGuardTest::block).subscribeOn(Schedulers.boundedElastic())
                        .block(LIMIT))
                .doesNotThrowAnyException();
    }

    @Test
    void allowsRandomBytesOnVerifyThread() throws Exception {
        assertAllowed(() -> {
            byte[] bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            return bytes;
        });
    }

    @Test
    void allowsCryptographicProvidersToBeLoadedOnVerifyThread() throws Exception {
        assertAllowed(() -> {
            Signature.getInstance("SHA256withECDSA");
            Cipher.getInstance("AES/GCM/NoPadding");
            return new BouncyCastleProvider();
        });
        assertAllowed(() -> {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
            generator.initialize(256);
            return generator.generateKeyPair();
        });
    }

    @Test
    void allowsLoggingOnVerifyThread() throws Exception {
        assertAllowed(() -> {
            LoggerFactory.getLogger(BlockHoundGuardTest.class).info("a line from a verify thread");
            return "logged";
        });
    }

    private static void assertBites(Mono<String> task) {
        assertThatThrownBy(() -> task.block(LIMIT)).hasRootCauseInstanceOf(BlockingOperationError.class);
    }

    private static void assertAllowed(Callable<?> task) throws Exception {
        Scheduler verify = Schedulers.newBoundedElastic(1, 8, "verify");
        try {
            assertThat(Mono.fromCallable(task).subscribeOn(verify).block(LIMIT)).isNotNull();
        } finally {
            verify.dispose();
        }
    }

    private static String block() throws InterruptedException {
        new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
        return "blocked";
    }
}
