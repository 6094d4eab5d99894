package kz.centerpro.cli.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kz.centerpro.sandbox.FreePorts;

/** Debian's nginx with its nchan module, as a process of the bench's own on 127.0.0.1. */
final class Nchan implements AutoCloseable {

    static final String PACKAGES = "nginx-light libnginx-mod-nchan";
    private static final Path BINARY = Path.of("/usr/sbin/nginx");
    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");

    private final Path home;
    private final Process process;
    private final int port;

    private Nchan(Path home, Process process, int port) {
        this.home = home;
        this.process = process;
        this.port = port;
    }

    static boolean isInstalled() {
        return Files.isExecutable(BINARY) && Files.isReadable(MODULE);
    }

    /** Starts it and waits until it takes connections. */
    static Nchan start() throws IOException {
        Path home = Files.createTempDirectory("center-bench-nchan-");
        int port = FreePorts.any();
        Path configuration = home.resolve("nginx.conf");
        Files.writeString(configuration,
                """
                        load_module %s;
                        user root;
                        daemon off;
                        pid %s/nginx.pid;
                        error_log %s/error.log crit;
                        worker_processes auto;
                        worker_rlimit_nofile 20000;
                        events { worker_connections 12000; }
                        http {
                          access_log off;
                          tcp_nodelay on;
                          keepalive_requests 100000000;
                          client_body_temp_path %s/body;
                          proxy_temp_path %s/proxy;
                          fastcgi_temp_path %s/fastcgi;
                          uwsgi_temp_path %s/uwsgi;
                          scgi_temp_path %s/scgi;
                          nchan_shared_memory_size 256M;
                          server {
                            listen 127.0.0.1:%d backlog=8192;
                            location = /pub { nchan_publisher; nchan_channel_id bench; nchan_message_buffer_length 256; nchan_message_timeout 1m; }
                            location = /sub { nchan_subscriber eventsource; nchan_channel_id bench; nchan_subscriber_first_message newest; }
                          }
                        }
                        """
                        .formatted(MODULE, home, home, home, home, home, home, home, port));
        Process process = new ProcessBuilder(BINARY.toString(), "-p", home.toString(), "-c", configuration.toString())
                .redirectErrorStream(true).redirectOutput(home.resolve("out.log").toFile()).start();
        Nchan nchan = new Nchan(home, process, port);
        nchan.awaitOpen();
        return nchan;
    }

    int port() {
        return port;
    }

    /** A connection to publish with. */
    Publisher publisher() throws IOException {
        return new Publisher(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** One kept connection. */
    static final class Publisher implements AutoCloseable {

        private static final byte[] MARK = "HTTP/1.1 20".getBytes(StandardCharsets.US_ASCII);

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Publisher(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        /** Publishes the same message {@code count} times without waiting for answers, which are read afterwards. */
        void publish(int count, String message) throws IOException {
            byte[] body = message.getBytes(StandardCharsets.UTF_8);
            byte[] request = ("POST /pub HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length
                    + "\r\n\r\n" + message).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < count; i++) {
                out.write(request);
            }
            out.flush();
            int answers = 0;
            for (int matched = 0; answers < count;) {
                int octet = in.read();
                if (octet < 0) {
                    throw new IOException("nchan closed the publisher's connection");
                }
                matched = octet == MARK[matched] ? matched + 1 : octet == MARK[0] ? 1 : 0;
                if (matched == MARK.length) {
                    answers++;
                    matched = 0;
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private void awaitOpen() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    throw new IOException("nginx did not start: " + Files.readString(home.resolve("out.log")));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        throw new IOException("nginx does not listen");
    }

    @Override
    public void close() {
        process.destroy(); // the master ends its workers
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        OwnHub.delete(home);
    }
}
