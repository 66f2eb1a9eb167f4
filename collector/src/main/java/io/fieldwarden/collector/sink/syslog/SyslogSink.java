package io.fieldwarden.collector.sink.syslog;

import io.fieldwarden.collector.sink.Sink;
import io.fieldwarden.collector.store.AlertStore.Change;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Syslog over TCP or TLS. The protocol has no acknowledgement, so a message counts as delivered only when all of this is
 * seen: a younger connection to the receiver is open; the older one, on which the message went, was ended by us and then by
 * the receiver without an error, so the receiver has read it; and the younger connection has stayed alive for the settle
 * time after that, so the receiver did not die between reading and writing. Anything else, and everything since the last
 * message that counts is sent again.
 */
final class SyslogSink implements Sink {
    private final SyslogSettings settings;
    private final SyslogFormat format;
    private final @Nullable SslContext tls;
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("syslog", true), NioIoHandler.newFactory());
    private SyslogConnection active;
    private @Nullable Retiring retiring;
    private long sentMark;
    private long confirmedMark;
    private long unconfirmedSince;
    private boolean sentOnActive;

    /** A connection we have ended, and what went over it. */
    private static final class Retiring {
        private final SyslogConnection connection;
        private final long mark;
        private final long endedAt;
        private long readAt = Long.MAX_VALUE;

        Retiring(SyslogConnection connection, long mark, long now) {
            this.connection = connection;
            this.mark = mark;
            this.endedAt = now;
        }
    }

    private SyslogSink(SyslogSettings settings, SyslogFormat format) throws IOException, InterruptedException {
        this.settings = settings;
        this.format = format;
        this.tls = SyslogTls.context(settings);
        try {
            this.active = SyslogConnection.open(settings, tls, loops);
        } catch (IOException | InterruptedException e) {
            stopLoops();
            throw e;
        }
    }

    static SyslogSink open(SyslogSettings settings, SyslogFormat format) throws IOException, InterruptedException {
        return new SyslogSink(settings, format);
    }

    @Override
    public void deliver(List<Change> changes, long mark) throws IOException, InterruptedException {
        if (!changes.isEmpty()) {
            ByteBuf frames = Unpooled.buffer(changes.size() * 1024);
            for (Change change : changes) {
                frame(format.message(change), frames);
            }
            active.send(frames);
            if (!sentOnActive) {
                sentOnActive = true;
                unconfirmedSince = System.nanoTime();
            }
        }
        sentMark = mark;
    }

    /** RFC 6587: the length, a space and the message; or the message and a line feed. */
    private void frame(byte[] message, ByteBuf frames) {
        switch (settings.framing()) {
            case OCTET_COUNTING -> {
                ByteBufUtil.writeAscii(frames, message.length + " ");
                frames.writeBytes(message);
            }
            case LF -> frames.writeBytes(message).writeByte('\n');
        }
    }

    @Override
    public long confirmed() throws IOException, InterruptedException {
        if (!active.alive()) {
            throw active.broken();
        }
        long now = System.nanoTime();
        if (retiring != null) {
            settle(retiring, now);
        } else if (!sentOnActive) {
            confirmedMark = sentMark;
        } else if (now - unconfirmedSince >= settings.confirmEvery().toNanos()) {
            retire(now);
        }
        return confirmedMark;
    }

    private void retire(long now) throws IOException, InterruptedException {
        SyslogConnection old = active;
        Retiring ended = new Retiring(old, sentMark, now);
        if (settings.confirm() == SyslogSettings.Confirm.BY_CLOSE) {
            active = SyslogConnection.open(settings, tls, loops);
            retiring = ended;
            old.finish();
        } else {
            ended.readAt = now;
            retiring = ended;
        }
        sentOnActive = false;
    }

    private void settle(Retiring ended, long now) throws IOException {
        if (ended.readAt == Long.MAX_VALUE) {
            if (ended.connection.readToTheEnd()) {
                ended.readAt = now;
                ended.connection.close();
            } else if (now - ended.endedAt > settings.timeout().toNanos()) {
                throw new IOException("the receiver did not end its side of the connection within "
                        + settings.timeout().toSeconds()
                        + " s, so it may not have read everything; it is sent again. If this receiver never does, set"
                        + " confirm: by-time");
            }
        } else if (now - ended.readAt >= settings.settle().toNanos()) {
            confirmedMark = ended.mark;
            retiring = null;
        }
    }

    @Override
    public void close() {
        active.close();
        if (retiring != null && settings.confirm() == SyslogSettings.Confirm.BY_CLOSE) {
            retiring.connection.close();
        }
        stopLoops();
    }

    private void stopLoops() {
        var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
