package io.fieldwarden.collector.sink.syslog;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the receiver. Syslog has no acknowledgement; what the receiver can be seen to do is to end the
 * connection after we have ended our half of it, and that it does only after it has read everything.
 */
final class SyslogConnection {
    private static final int CONNECT_MILLIS_MIN = 100;

    private final SocketChannel channel;
    private final @Nullable SslHandler tls;
    private final long timeoutMillis;
    private final Watch watch;

    private SyslogConnection(SocketChannel channel, @Nullable SslHandler tls, long timeoutMillis, Watch watch) {
        this.channel = channel;
        this.tls = tls;
        this.timeoutMillis = timeoutMillis;
        this.watch = watch;
    }

    /** Notes how the receiver ends the connection. */
    private static final class Watch extends SimpleChannelInboundHandler<ByteBuf> {
        private volatile @Nullable Throwable broken;

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf unexpected) {
            // A receiver has nothing to say; some greet all the same.
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (broken == null) {
                broken = cause;
            }
            var _ = context.close();
        }
    }

    /** Connects, and with TLS shakes hands. */
    static SyslogConnection open(SyslogSettings settings, @Nullable SslContext tlsContext, EventLoopGroup loops)
            throws IOException, InterruptedException {
        long timeout = Math.max(CONNECT_MILLIS_MIN, settings.timeout().toMillis());
        Watch watch = new Watch();
        ChannelFuture connecting = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, tlsContext == null)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel fresh) {
                        if (tlsContext != null) {
                            SslHandler handler = tlsContext.newHandler(fresh.alloc(), settings.host(), settings.port());
                            handler.setHandshakeTimeoutMillis(timeout);
                            fresh.pipeline().addLast("tls", handler);
                        }
                        fresh.pipeline().addLast(watch);
                    }
                })
                .connect(settings.host(), settings.port());
        SocketChannel channel = (SocketChannel) connecting.channel();
        String place = settings.host() + ":" + settings.port();
        done(connecting, timeout, channel, "cannot connect to " + place);
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            done(tls.handshakeFuture(), timeout, channel, "no TLS with " + place);
        }
        return new SyslogConnection(channel, tls, timeout, watch);
    }

    /** Sends {@code bytes}; returns when the system has taken them all. */
    void send(ByteBuf bytes) throws IOException, InterruptedException {
        if (!alive()) {
            bytes.release();
            throw broken();
        }
        done(channel.writeAndFlush(bytes), timeoutMillis, channel, "the receiver took nothing more");
    }

    /** Whether the receiver has not ended this connection. */
    boolean alive() {
        return channel.isActive() && !channel.isInputShutdown();
    }

    /** How the connection ended, to be thrown. */
    IOException broken() {
        Throwable cause = watch.broken;
        return new IOException(
                "the receiver ended the connection"
                        + (cause == null ? "" : " (" + cause.getMessage() + ")")
                        + "; what it may not have read is sent again",
                cause);
    }

    /** Ends our half: after everything sent, the receiver reads the end. */
    void finish() throws IOException, InterruptedException {
        if (tls != null) {
            done(tls.closeOutbound(), timeoutMillis, channel, "the receiver took nothing more");
        } else {
            done(channel.shutdownOutput(), timeoutMillis, channel, "the receiver took nothing more");
        }
    }

    /** After {@link #finish}: whether the receiver has ended its half, which means it has read everything. */
    boolean readToTheEnd() throws IOException {
        boolean ended = tls == null ? channel.isInputShutdown() || !channel.isOpen() : !channel.isActive();
        if (ended && watch.broken != null) {
            throw broken();
        }
        return ended;
    }

    void close() {
        var _ = channel.close();
    }

    private static void done(Future<?> future, long millis, Channel channel, String trouble)
            throws IOException, InterruptedException {
        if (!future.await(millis, TimeUnit.MILLISECONDS)) {
            var _ = channel.close();
            throw new IOException(trouble + " within " + millis + " ms");
        }
        if (!future.isSuccess()) {
            var _ = channel.close();
            Throwable cause = future.cause();
            String why = cause == null ? "cancelled" : cause.getMessage();
            throw new IOException(trouble + ": " + why, cause);
        }
    }
}
