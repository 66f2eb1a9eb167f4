package io.fieldwarden.agent.capture.broker;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * The bytes a broker sends, packet by packet, so that two things Paho 1.2.5 does cannot hurt. It allocates whatever length
 * a packet claims (up to 256 MB): longer publications are stepped over here. And a connection that ends before all its
 * threads have started leaves one of them waiting for ever: nothing is read before the first byte has been written.
 */
final class PacketInput extends InputStream {
    private static final int PUBLISH = 3;

    private final InputStream in;
    private final CountDownLatch mayRead;
    private final int packetBytesMax;
    private final Runnable steppedOver;
    private final byte[] header = new byte[5];
    private int headerAt;
    private int headerEnd;
    private long body;

    /**
     * @param mayRead holds reading back until it is open
     * @param steppedOver told of each publication longer than {@code packetBytesMax}
     */
    PacketInput(InputStream in, CountDownLatch mayRead, int packetBytesMax, Runnable steppedOver) {
        this.in = new BufferedInputStream(in);
        this.mayRead = mayRead;
        this.packetBytesMax = packetBytesMax;
        this.steppedOver = steppedOver;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        awaitWritten();
        while (headerAt == headerEnd && body == 0) {
            if (!nextPacket()) {
                return -1;
            }
        }
        if (headerAt < headerEnd) {
            int size = Math.min(length, headerEnd - headerAt);
            System.arraycopy(header, headerAt, target, offset, size);
            headerAt += size;
            return size;
        }
        int size = in.read(target, offset, (int) Math.min(length, body));
        body -= Math.max(size, 0);
        return size;
    }

    @Override
    public int available() throws IOException {
        return mayRead.getCount() > 0 ? 0 : headerEnd - headerAt + in.available();
    }

    private void awaitWritten() throws IOException {
        try {
            mayRead.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before the connection was used", e);
        }
    }

    /** Reads a fixed header (MQTT 5.0 section 2.1); false at the end of the stream. */
    private boolean nextPacket() throws IOException {
        headerAt = 0;
        headerEnd = 0;
        int octet;
        long length = 0;
        do {
            octet = in.read();
            if (octet < 0) {
                return false;
            }
            if (headerEnd > 0) {
                length |= (long) (octet & 0x7F) << 7 * (headerEnd - 1);
            }
            header[headerEnd++] = (byte) octet;
        } while (headerEnd == 1 || (octet & 0x80) != 0 && headerEnd < 5);
        if ((octet & 0x80) != 0) {
            throw new IOException("the broker sent a packet length of more than four bytes");
        }
        body = length;
        if (length > packetBytesMax) {
            return stepOver(length);
        }
        return true;
    }

    private boolean stepOver(long length) throws IOException {
        if ((header[0] & 0xFF) >>> 4 != PUBLISH) {
            throw new IOException(
                    "the broker sent a packet of " + length + " bytes; expected at most " + packetBytesMax);
        }
        headerEnd = 0;
        try {
            in.skipNBytes(length);
        } catch (java.io.EOFException e) {
            return false;
        }
        body = 0;
        steppedOver.run();
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
