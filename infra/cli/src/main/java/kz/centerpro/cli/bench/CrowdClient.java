package kz.centerpro.cli.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Many connections on one event loop, in a process of its own, that do nothing but read and count marks. It is told
 * what to do by lines on standard input and answers each with a line: {@code open PORT COUNT TIMED FILE} (the file has
 * the requests, one for each connection or one for all, divided by NUL) → {@code opened}; {@code await TOTAL MILLIS} →
 * {@code reached NANOTIME} or {@code missed COUNT}; {@code count}; {@code cpu} (nanoseconds of this process);
 * {@code times} → {@code NUMBER:NANOTIME …} and forgets them.
 */
public final class CrowdClient {

    private static final long MARKS = 0x7e7e7e7e7e7e7e7eL;
    private static final long LOW = 0x7f7f7f7f7f7f7f7fL;
    private static final int BATCH = 64;

    private final AtomicLong count = new AtomicLong();
    private final AtomicLong awaited = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong reachedAt = new AtomicLong();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final StringBuilder times = new StringBuilder();
    private final List<Channel> channels = new ArrayList<>();
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1,
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

    private CrowdClient() {}

    /** Obeys until standard input ends. */
    public static void run(PrintStream out) throws IOException, InterruptedException {
        CrowdClient crowd = new CrowdClient();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(crowd.obey(line.split(" ", -1)));
            out.flush();
        }
        for (Channel channel : crowd.channels) {
            var _ = channel.close();
        }
        var _ = crowd.loop.shutdownGracefully();
    }

    private String obey(String[] words) throws IOException, InterruptedException {
        return switch (words[0]) {
            case "open" -> open(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Boolean.parseBoolean(words[3]),
                    Files.readAllLines(Path.of(words[4])));
            case "await" -> await(Long.parseLong(words[1]), Long.parseLong(words[2]));
            case "count" -> "count " + count.get();
            case "times" -> times();
            case "cpu" -> "cpu " + cpu();
            default -> "what";
        };
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private String open(int port, int number, boolean timed, List<String> requests) throws InterruptedException {
        List<byte[]> octets = requests.stream().map(Base64.getDecoder()::decode).toList();
        Bootstrap bootstrap = new Bootstrap().group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true).handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(timed ? new Timed() : new Counting());
                    }
                });
        int before = answered.get();
        for (int opened = 0; opened < number; opened++) {
            Channel channel = bootstrap.connect("127.0.0.1", port).sync().channel();
            channels.add(channel);
            var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(octets.get(opened % octets.size())));
            if (opened % BATCH == BATCH - 1 || opened == number - 1) {
                long end = System.nanoTime() + 60_000_000_000L;
                while (answered.get() - before < opened + 1) {
                    if (System.nanoTime() > end || failed.get() > 0) {
                        return "failed: " + (answered.get() - before) + " of " + (opened + 1) + " answered, "
                                + failed.get() + " refused or cut";
                    }
                    LockSupport.parkNanos(200_000);
                }
            }
        }
        return "opened";
    }

    private String await(long total, long millis) {
        reachedAt.set(0);
        awaited.set(total);
        loop.execute(() -> counted(0)); // it may be there already
        long end = System.nanoTime() + millis * 1_000_000;
        while (reachedAt.get() == 0) {
            if (System.nanoTime() > end) {
                return "missed " + count.get();
            }
            LockSupport.parkNanos(100_000);
        }
        return "reached " + reachedAt.get();
    }

    private String times() throws InterruptedException {
        StringBuilder told = new StringBuilder("times ");
        loop.submit(() -> {
            told.append(times);
            times.setLength(0);
        }).sync();
        return told.toString();
    }

    /** On the event loop alone. */
    private void counted(int marks) {
        long now = count.addAndGet(marks);
        if (now >= awaited.get()) {
            reachedAt.set(System.nanoTime());
            awaited.set(Long.MAX_VALUE);
        }
    }

    /** Eight octets at a time: a mark may stand anywhere, and a cut between two reads cannot hide one octet. */
    static int marks(ByteBuf buffer) {
        int at = buffer.readerIndex();
        int end = buffer.writerIndex();
        int found = 0;
        for (; at + 8 <= end; at += 8) {
            long x = buffer.getLong(at) ^ MARKS;
            long nonZero = (x & LOW) + LOW | x | LOW;
            found += Long.bitCount(~nonZero);
        }
        for (; at < end; at++) {
            found += buffer.getByte(at) == '~' ? 1 : 0;
        }
        return found;
    }

    private class Counting extends ChannelInboundHandlerAdapter {

        private boolean first = true;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf buffer = (ByteBuf) message;
            if (first) {
                first = false;
                boolean good = buffer.getByte(buffer.readerIndex()) != 'H' || (buffer.readableBytes() > 11
                        && buffer.toString(buffer.readerIndex(), 12, StandardCharsets.US_ASCII).endsWith("200"));
                (good ? answered : failed).incrementAndGet();
            }
            read(buffer);
            buffer.release();
        }

        void read(ByteBuf buffer) {
            int marks = marks(buffer);
            if (marks > 0) {
                counted(marks);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            failed.incrementAndGet();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }

    /** Notes when each event's number, written after the mark and before a quotation mark or a line end, was read. */
    private final class Timed extends Counting {

        private boolean inNumber;
        private long number;

        @Override
        void read(ByteBuf buffer) {
            long now = System.nanoTime();
            for (int at = buffer.readerIndex(); at < buffer.writerIndex(); at++) {
                byte octet = buffer.getByte(at);
                if (octet == '~') {
                    inNumber = true;
                    number = 0;
                } else if (inNumber && octet >= '0' && octet <= '9') {
                    number = number * 10 + octet - '0';
                } else if (inNumber) {
                    inNumber = false;
                    times.append(number).append(':').append(now).append(' ');
                    counted(1);
                }
            }
        }
    }
}
