package io.fieldwarden.agent.capture.afpacket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Sends numbered datagrams; started as a process of its own inside a namespace that a test made. */
final class UdpSender {
    private UdpSender() {}

    /** Arguments: address, port, how many, bytes each. */
    public static void main(String[] arguments) throws IOException {
        InetSocketAddress target = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        int count = Integer.parseInt(arguments[2]);
        ByteBuffer bytes = ByteBuffer.allocate(Integer.parseInt(arguments[3]));
        try (DatagramChannel channel = DatagramChannel.open().connect(target)) {
            for (int i = 0; i < count; i++) {
                bytes.clear().putInt(0, i);
                channel.write(bytes);
            }
        }
    }
}
