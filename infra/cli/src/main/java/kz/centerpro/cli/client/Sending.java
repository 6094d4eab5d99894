package kz.centerpro.cli.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import kz.centerpro.client.CenterClient;
import kz.centerpro.client.HubProblem;
import kz.centerpro.client.Sent;
import kz.centerpro.client.Submission;
import reactor.core.Exceptions;

/** Sends a document with the reactive client, from a thread that waits. */
public final class Sending {

    private final URI hub;
    private final TokenSource tokens;
    private final Duration patience;
    private final Consumer<String> told;

    /**
     * @param told
     *            hears why and how long is waited before a repetition
     */
    public Sending(URI hub, TokenSource tokens, Duration patience, Consumer<String> told) {
        this.hub = hub;
        this.tokens = tokens;
        this.patience = patience;
        this.told = told;
    }

    public Sent send(Submission document) throws IOException {
        try (CenterClient client = new CenterClient(hub, new StreamBridge.Given(tokens), patience)) {
            Sent sent = client.submit(document, (failure, pause) -> told
                    .accept(failure.getMessage() + "; again in " + pause.toMillis() + " ms")).block();
            if (sent == null) {
                throw new IOException("the hub gave no answer");
            }
            return sent;
        } catch (HubProblem problem) {
            throw new HubRefusal(problem.status(), problem.body().toString(), null);
        } catch (RuntimeException failed) {
            if (Thread.currentThread().isInterrupted()) {
                InterruptedIOException stopped = new InterruptedIOException("stopped");
                stopped.initCause(failed);
                throw stopped;
            }
            if (Exceptions.unwrap(failed) instanceof IOException lost) {
                throw lost;
            }
            throw failed;
        }
    }
}
