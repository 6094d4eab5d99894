package kz.centerpro.sandbox.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server that keeps what it takes, in memory and, if it has a folder, as {@code .eml} files. */
public final class MailSimulator implements AutoCloseable {

    /** What a {@link Script} says to have the connection cut. */
    public static final String CUT = "cut";

    private static final int KEPT = 1_000;

    /** Where a conversation is. */
    public enum Stage {
        GREETING, MAIL, RCPT, DATA,
        /** After the first line of the message: only {@link #CUT} means something here. */
        BODY,
        /** After the final dot. */
        END
    }

    /** What to answer in the place of what a well-behaved server says. */
    @FunctionalInterface
    public interface Script {

        Script OBEDIENT = (_, _) -> "";

        /**
         * A reply like {@code 451 4.3.0 Try again}, {@link #CUT}, or an empty text for the usual one.
         *
         * @param line
         *            the client's command
         */
        String reply(Stage stage, String line);
    }

    /**
     * A message that was taken.
     *
     * @param user
     *            who signed in, if anybody did
     * @param content
     *            the message, a byte a character
     */
    public record Taken(String from, List<String> to, boolean tls, @Nullable String user, String content) {}

    private final ServerSocket socket;
    private final @Nullable Path folder;
    private final @Nullable SSLContext tls;
    private final @Nullable String password;
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile Script script = Script.OBEDIENT;

    private MailSimulator(int port, @Nullable Path folder, @Nullable SSLContext tls, @Nullable String password) {
        this.folder = folder;
        this.tls = tls;
        this.password = password;
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
            this.socket = new ServerSocket(port, 50, InetAddress.getByAddress(new byte[]{127, 0, 0, 1}));
        } catch (IOException unable) {
            throw new UncheckedIOException("the simulated mail server cannot start", unable);
        }
        Thread.ofVirtual().name("mail-simulator").start(this::accept);
    }

    /** {@code port} 0 takes a free one. Messages are kept in {@code folder} as well. */
    public static MailSimulator keeping(Path folder, int port) {
        return new MailSimulator(port, folder, null, null);
    }

    /**
     * On a free port, in memory.
     *
     * @param tls
     *            offers STARTTLS with it
     * @param password
     *            with TLS: nothing is taken without it (AUTH PLAIN, any user)
     */
    public static MailSimulator inMemory(@Nullable SSLContext tls, @Nullable String password) {
        return new MailSimulator(0, null, tls, password);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** What it took lately. */
    public List<Taken> taken() {
        return taken;
    }

    /** Connections that were opened so far. */
    public int connections() {
        return connections.get();
    }

    /** From here on it answers as {@code next} says. */
    public void behave(Script next) {
        script = next;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException already) {
            throw new UncheckedIOException(already);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().name("mail-simulator").start(() -> talk(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client) {
            new Conversation(client).run();
        } catch (IOException left) {
            // the client went away in the middle, which is its right
        }
    }

    private void keep(Taken message) throws IOException {
        if (taken.size() >= KEPT) {
            taken.removeFirst();
        }
        taken.add(message);
        if (folder != null) {
            String name = "%d-%04d.eml".formatted(System.currentTimeMillis(), numbers.incrementAndGet());
            Files.writeString(folder.resolve(name), message.content(),
                    StandardCharsets.ISO_8859_1);
        }
    }

    /** One client. */
    private final class Conversation {

        private Socket socket;
        private InputStream in;
        private boolean secured;
        private @Nullable String user;
        private String from = "";
        private final List<String> to = new ArrayList<>();

        Conversation(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        void run() throws IOException {
            if (!scripted(Stage.GREETING, "", "220 localhost simulated mail server")) {
                return;
            }
            for (String line = line(); line != null; line = line()) {
                String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                if (!answered(verb, line)) {
                    return;
                }
            }
        }

        private boolean answered(String verb, String line) throws IOException {
            return switch (verb) {
                case "EHLO", "HELO" -> say("250-localhost\r\n250-8BITMIME\r\n"
                        + (tls != null && !secured ? "250-STARTTLS\r\n" : "")
                        + (password != null && secured ? "250-AUTH PLAIN\r\n" : "") + "250 ENHANCEDSTATUSCODES");
                case "STARTTLS" -> secure();
                case "AUTH" -> authenticated(line);
                case "MAIL" -> {
                    from = address(line);
                    to.clear();
                    yield scripted(Stage.MAIL, line,
                            password != null && user == null ? "530 5.7.0 Sign in first" : "250 2.1.0 OK");
                }
                case "RCPT" -> {
                    to.add(address(line));
                    yield scripted(Stage.RCPT, line, "250 2.1.5 OK");
                }
                case "DATA" -> data(line);
                case "RSET", "NOOP" -> say("250 2.0.0 OK");
                case "QUIT" -> {
                    say("221 2.0.0 Bye");
                    yield false;
                }
                default -> say("502 5.5.1 Not here");
            };
        }

        private boolean data(String command) throws IOException {
            String asked = script.reply(Stage.DATA, command);
            if (!asked.isEmpty()) {
                return scripted(Stage.DATA, command, "");
            }
            say("354 Go on");
            StringBuilder content = new StringBuilder();
            for (String line = line(); line != null && !line.equals("."); line = line()) {
                content.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
                if (script.reply(Stage.BODY, line).equals(CUT)) {
                    return false;
                }
            }
            String reply = script.reply(Stage.END, command);
            if (reply.isEmpty()) {
                keep(new Taken(from, List.copyOf(to), secured, user, content.toString()));
                return say("250 2.0.0 Kept as " + taken.size());
            }
            if (reply.startsWith("2")) {
                keep(new Taken(from, List.copyOf(to), secured, user, content.toString()));
            }
            return !reply.equals(CUT) && say(reply);
        }

        private boolean secure() throws IOException {
            SSLContext context = tls;
            if (context == null || secured) {
                return say("502 5.5.1 Not here");
            }
            say("220 2.0.0 Go on");
            SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(),
                    true);
            secure.setUseClientMode(false);
            secure.startHandshake();
            socket = secure;
            in = new BufferedInputStream(secure.getInputStream());
            secured = true;
            return true;
        }

        private boolean authenticated(String line) throws IOException {
            String[] words = line.split(" ", 3);
            String given = words.length == 3
                    ? new String(Base64.getDecoder().decode(words[2]), StandardCharsets.UTF_8)
                    : "";
            String[] parts = given.split("\0", -1);
            if (parts.length == 3 && parts[2].equals(password)) {
                user = parts[1];
                return say("235 2.7.0 OK");
            }
            return say("535 5.7.8 Wrong user or password");
        }

        private boolean scripted(Stage stage, String line, String usual) throws IOException {
            String reply = script.reply(stage, line);
            return !reply.equals(CUT) && say(reply.isEmpty() ? usual : reply);
        }

        private boolean say(String reply) throws IOException {
            socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return true;
        }

        private @Nullable String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b != -1; b = in.read()) {
                if (b == '\n') {
                    return line.toString(StandardCharsets.ISO_8859_1).replaceAll("\r$", "");
                }
                line.write(b);
            }
            return null;
        }

        private static String address(String line) {
            int start = line.indexOf('<');
            int end = line.indexOf('>');
            return start < 0 || end < start ? "" : line.substring(start + 1, end);
        }
    }
}
