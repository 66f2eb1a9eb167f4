package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Direction;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Stands between a real client and a real server that speak UDP, hands every datagram on, and keeps it. One client. */
final class UdpRelay implements AutoCloseable {
    private static final int DATAGRAM_MAX = 65_535;

    private final DatagramSocket socket;
    private final int serverPort;
    private final List<Tap.Segment> datagrams = new ArrayList<>();

    UdpRelay(int serverPort) throws IOException {
        this.serverPort = serverPort;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().name("udp-relay").start(this::pass);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What passed so far, in order. */
    synchronized List<Tap.Segment> datagrams() {
        return List.copyOf(datagrams);
    }

    private void pass() {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        InetSocketAddress client = server;
        byte[] buffer = new byte[DATAGRAM_MAX];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                boolean answer = packet.getPort() == serverPort;
                client = answer ? client : (InetSocketAddress) packet.getSocketAddress();
                Direction from = answer ? Direction.FROM_RESPONDER : Direction.FROM_ORIGINATOR;
                keep(new Tap.Segment(from, Arrays.copyOf(buffer, packet.getLength())));
                socket.send(new DatagramPacket(buffer, packet.getLength(), answer ? client : server));
            } catch (IOException e) {
                return; // closed: the test is over
            }
        }
    }

    private synchronized void keep(Tap.Segment datagram) {
        datagrams.add(datagram);
    }

    @Override
    public void close() {
        socket.close();
    }
}
