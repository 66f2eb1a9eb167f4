package io.fieldwarden.agent.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.iec104.Iec104Decoder;
import io.fieldwarden.agent.observation.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.neoscada.protocol.iec60870.ProtocolOptions;
import org.eclipse.neoscada.protocol.iec60870.apci.MessageChannel;
import org.eclipse.neoscada.protocol.iec60870.asdu.ASDUHeader;
import org.eclipse.neoscada.protocol.iec60870.asdu.MessageManager;
import org.eclipse.neoscada.protocol.iec60870.asdu.message.DataTransmissionMessage;
import org.eclipse.neoscada.protocol.iec60870.asdu.message.InterrogationCommand;
import org.eclipse.neoscada.protocol.iec60870.asdu.message.MeasuredValueShortFloatingPointSingle;
import org.eclipse.neoscada.protocol.iec60870.asdu.message.MessageRegistrator;
import org.eclipse.neoscada.protocol.iec60870.asdu.message.SetPointCommandShortFloatingPoint;
import org.eclipse.neoscada.protocol.iec60870.asdu.message.SingleCommand;
import org.eclipse.neoscada.protocol.iec60870.asdu.message.SinglePointInformationSingle;
import org.eclipse.neoscada.protocol.iec60870.asdu.types.ASDUAddress;
import org.eclipse.neoscada.protocol.iec60870.asdu.types.CauseOfTransmission;
import org.eclipse.neoscada.protocol.iec60870.asdu.types.InformationObjectAddress;
import org.eclipse.neoscada.protocol.iec60870.asdu.types.QualifierOfInterrogation;
import org.eclipse.neoscada.protocol.iec60870.asdu.types.StandardCause;
import org.eclipse.neoscada.protocol.iec60870.asdu.types.Value;
import org.eclipse.neoscada.protocol.iec60870.client.Client;
import org.eclipse.neoscada.protocol.iec60870.client.ClientModule;
import org.eclipse.neoscada.protocol.iec60870.client.ConnectionStateListener;
import org.eclipse.neoscada.protocol.iec60870.server.Server;
import org.eclipse.neoscada.protocol.iec60870.server.ServerModule;
import org.junit.jupiter.api.Test;

/** What a real controlling and a real controlled station of NeoSCADA do, and what we see of it. */
@SuppressWarnings("FutureReturnValueIgnored") // what is not written is missed by the other side, and by the test
class Iec104RealStackTest {
    private static final ASDUAddress STATION = ASDUAddress.valueOf(7);
    private static final InformationObjectAddress MEASURED = InformationObjectAddress.valueOf(1001);
    private static final InformationObjectAddress SWITCH = InformationObjectAddress.valueOf(2001);
    private static final InformationObjectAddress SET_POINT = InformationObjectAddress.valueOf(3001);
    private static final long SECONDS = 10;

    @Test
    @SuppressWarnings("try") // both stations are closed by the thread that opened them
    void everything_done_is_seen() throws Exception {
        ProtocolOptions options = new ProtocolOptions.Builder().build();
        int port = freePort();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        Controlling controlling = new Controlling();
        try (Server server = new Server(address, options, List.of(new Controlled()));
                Tap tap = new Tap(port);
                Client client = new Client(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), tap.port()),
                        new Unheard(),
                        options,
                        List.of(controlling))) {
            client.connect().get(SECONDS, TimeUnit.SECONDS);
            controlling.await(1);
            client.writeCommand(new InterrogationCommand(asked(), QualifierOfInterrogation.GLOBAL));
            controlling.await(4);
            client.writeCommand(new SingleCommand(asked(), SWITCH, true));
            controlling.await(3);
            client.writeCommand(new SetPointCommandShortFloatingPoint(asked(), SET_POINT, 42.5f));
            controlling.await(1);
            assertThat(server).isNotNull();
            compare(tap.segments());
        }
    }

    private static void compare(List<Tap.Segment> segments) {
        Conversation talk = new Conversation(new Iec104Decoder(), Transport.TCP, 2404);
        segments.forEach(segment -> talk.feed(segment.from(), segment.bytes()));
        talk.close();
        assertThat(talk.operations().stream()
                        .map(seen -> seen.operation().name() + " "
                                + seen.operation().attribute("causetx") + " " + seen.outcome()))
                .containsExactly(
                        "startdt  succeeded",
                        "c_ic_na_1 act succeeded",
                        "m_me_nc_1 inrogen one-way",
                        "m_sp_na_1 inrogen one-way",
                        "c_sc_na_1 act succeeded",
                        "m_sp_na_1 spont one-way",
                        "c_se_nc_1 act refused (ukioa)");
        assertThat(talk.values().stream()
                        .map(seen -> seen.way() + " " + seen.points() + " "
                                + seen.values().text(0)))
                .containsExactly(
                        "REPORTED 7/ioa/1001 21.5",
                        "REPORTED 7/ioa/2001 0",
                        "WRITTEN 7/ioa/2001 1",
                        "REPORTED 7/ioa/2001 1");
        assertThat(talk.anomalies()).isEmpty();
    }

    private static ASDUHeader asked() {
        return new ASDUHeader(CauseOfTransmission.ACTIVATED, STATION);
    }

    private static ASDUHeader because(StandardCause cause) {
        return new ASDUHeader(new CauseOfTransmission(cause), STATION);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The controlled station: one measured value, one switch, and a set point it refuses. */
    private static final class Controlled implements ServerModule {
        @Override
        public void initializeServer(Server server, MessageManager manager) {
            new MessageRegistrator().register(manager);
        }

        @Override
        public void initializeChannel(SocketChannel channel, MessageChannel messages) {
            channel.pipeline().addLast(new Station());
        }

        @Override
        public void dispose() {}
    }

    private static final class Station extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message == DataTransmissionMessage.REQUEST_START) {
                context.writeAndFlush(DataTransmissionMessage.CONFIRM_START);
            } else if (message instanceof InterrogationCommand command) {
                context.writeAndFlush(command.mirror(StandardCause.ACTIVATION_CONFIRM));
                context.writeAndFlush(MeasuredValueShortFloatingPointSingle.create(
                        because(StandardCause.STATION_REQUEST), MEASURED, Value.ok(21.5f)));
                context.writeAndFlush(SinglePointInformationSingle.create(
                        because(StandardCause.STATION_REQUEST), SWITCH, Value.FALSE()));
                context.writeAndFlush(command.mirror(StandardCause.ACTIVATION_TERMINATION));
            } else if (message instanceof SingleCommand command) {
                context.writeAndFlush(command.mirror(StandardCause.ACTIVATION_CONFIRM, true));
                context.writeAndFlush(
                        SinglePointInformationSingle.create(because(StandardCause.SPONTANEOUS), SWITCH, Value.TRUE()));
                context.writeAndFlush(command.mirror(StandardCause.ACTIVATION_TERMINATION, true));
            } else if (message instanceof SetPointCommandShortFloatingPoint command) {
                // NeoSCADA 0.4.0 never sets the P/N bit (it sets bit 9 of an octet), so it can only refuse with a cause
                context.writeAndFlush(command.mirror(StandardCause.UNKNOWN_INFORMATION_OBJECT_ADDRESS, false));
            }
        }
    }

    /** The controlling station: starts the transfer and counts what it is told. */
    private static final class Controlling implements ClientModule {
        private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

        void await(int messages) throws InterruptedException {
            for (int message = 0; message < messages; message++) {
                assertThat(told.poll(SECONDS, TimeUnit.SECONDS)).isNotNull();
            }
        }

        @Override
        public void initializeClient(Client client, MessageManager manager) {
            new MessageRegistrator().register(manager);
        }

        @Override
        public void initializeChannel(SocketChannel channel, MessageChannel messages) {
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelActive(ChannelHandlerContext context) {
                    context.writeAndFlush(DataTransmissionMessage.REQUEST_START);
                }

                @Override
                public void channelRead(ChannelHandlerContext context, Object message) {
                    told.add(message);
                }
            });
        }

        @Override
        public void dispose() {}
    }

    private static final class Unheard implements ConnectionStateListener {
        @Override
        public void connected(Channel channel) {}

        @Override
        public void disconnected(Throwable error) {}
    }
}
