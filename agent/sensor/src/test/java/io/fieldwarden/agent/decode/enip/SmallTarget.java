package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.Corpus;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A small CIP device on a real socket: sessions, identity, connections of class 3, tags. */
final class SmallTarget implements AutoCloseable {
    private static final int CONNECTION_MANAGER = 6;

    /** Values of tags: type and bytes, as they are on the wire. */
    final Map<String, byte[]> tags = new ConcurrentHashMap<>();

    private final ServerSocket listening = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    private int targetToOriginator;

    SmallTarget() throws IOException {
        Thread.ofPlatform().daemon().name("cip target").start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket client = listening.accept();
                Thread.ofPlatform().daemon().start(() -> serve(client));
            }
        } catch (IOException e) {
            // closed, the test is over
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            byte[] header = new byte[EnipLimits.HEADER];
            while (true) {
                in.readFully(header);
                ByteBuffer head = little(header);
                byte[] data = new byte[head.getShort(2) & 0xFFFF];
                in.readFully(data);
                int command = head.getShort(0);
                byte[] answer = command == 0x66 ? new byte[0] : answer(command, data);
                if (command == 0x66) {
                    return;
                }
                int session = command == 0x04 || command == 0x63 ? head.getInt(4) : EnipBytes.SESSION;
                client.getOutputStream().write(EnipBytes.message(command, session, 0, head.getLong(12), answer));
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] answer(int command, byte[] data) {
        return switch (command) {
            case 0x04 -> Corpus.hex("0100 0001 1400 0100 2001 436F6D6D756E69636174696F6E73 0000");
            case 0x63 -> Corpus.hex(EnipBytes.IDENTITY_ITEMS);
            case 0x65 -> data;
            case 0x6F -> unconnected(data);
            default -> connected(data);
        };
    }

    /** Null address, unconnected data. */
    private byte[] unconnected(byte[] data) {
        byte[] reply = service(Arrays.copyOfRange(data, 16, data.length));
        return little(new byte[16 + reply.length])
                .putInt(0)
                .putShort((short) 0)
                .putShort((short) 2)
                .putInt(0)
                .putShort((short) 0xB2)
                .putShort((short) reply.length)
                .put(reply)
                .array();
    }

    /** Connected address, connected data with its sequence count. */
    private byte[] connected(byte[] data) {
        byte[] reply = service(Arrays.copyOfRange(data, 22, data.length));
        return little(new byte[22 + reply.length])
                .putInt(0)
                .putShort((short) 0)
                .putShort((short) 2)
                .putShort((short) 0xA1)
                .putShort((short) 4)
                .putInt(targetToOriginator)
                .putShort((short) 0xB1)
                .putShort((short) (reply.length + 2))
                .putShort(little(data).getShort(20))
                .put(reply)
                .array();
    }

    private byte[] service(byte[] request) {
        int service = request[0];
        int path = 2 * request[1];
        byte[] data = Arrays.copyOfRange(request, 2 + path, request.length);
        int classId = path >= 2 && request[2] == 0x20 ? request[3] : -1;
        if (classId == CONNECTION_MANAGER) {
            return connection(service, data);
        }
        return switch (service) {
            case 0x01 -> success(service, Corpus.hex(classId == 1 ? EnipBytes.IDENTITY : "0200 0100 0600 2000 0000"));
            case 0x0A -> several(data);
            case 0x0E -> attribute(request);
            case 0x4C -> read(request);
            case 0x4D -> write(request, data);
            default -> failure(service, 0x08);
        };
    }

    private static byte[] success(int service, byte[] data) {
        return little(new byte[4 + data.length])
                .put((byte) (service | 0x80))
                .putShort((short) 0)
                .put((byte) 0)
                .put(data)
                .array();
    }

    private static byte[] failure(int service, int status) {
        return new byte[] {(byte) (service | 0x80), 0, (byte) status, 0};
    }

    private byte[] connection(int service, byte[] data) {
        ByteBuffer in = little(data);
        return switch (service) {
            case 0x52 -> service(Arrays.copyOfRange(data, 4, 4 + in.getShort(2)));
            case 0x54, 0x5B -> {
                targetToOriginator = in.getInt(6);
                ByteBuffer out = little(new byte[26]);
                out.putInt(0x00C0FFEE).putInt(targetToOriginator).put(data, 10, 8);
                yield success(
                        service,
                        out.putInt(2_000_000)
                                .putInt(2_000_000)
                                .putShort((short) 0)
                                .array());
            }
            case 0x4E ->
                success(
                        service,
                        little(new byte[10]).put(data, 2, 8).putShort((short) 0).array());
            default -> failure(service, 0x08);
        };
    }

    private byte[] several(byte[] data) {
        ByteBuffer in = little(data);
        int count = in.getShort(0);
        ByteBuffer out = little(new byte[4096]);
        out.putShort((short) count).position(2 + 2 * count);
        for (int index = 0; index < count; index++) {
            int end = index + 1 < count ? in.getShort(4 + 2 * index) : data.length;
            out.putShort(2 + 2 * index, (short) out.position());
            out.put(service(Arrays.copyOfRange(data, in.getShort(2 + 2 * index), end)));
        }
        return success(0x0A, Arrays.copyOf(out.array(), out.position()));
    }

    /** Vendor and serial of the identity object. */
    private static byte[] attribute(byte[] request) {
        return switch (request[request.length - 1]) {
            case 1 -> success(0x0E, Corpus.hex("0100"));
            case 6 -> success(0x0E, Corpus.hex("01EEFFC0"));
            default -> failure(0x0E, 0x14);
        };
    }

    private static String tag(byte[] request) {
        return new String(request, 4, request[3], StandardCharsets.US_ASCII);
    }

    private byte[] read(byte[] request) {
        byte[] value = tags.get(tag(request));
        return value == null ? failure(0x4C, 0x04) : success(0x4C, value);
    }

    private byte[] write(byte[] request, byte[] data) {
        byte[] value = little(new byte[data.length - 2])
                .put(data, 0, 2)
                .put(data, 4, data.length - 4)
                .array();
        return tags.replace(tag(request), value) == null ? failure(0x4D, 0x04) : success(0x4D, new byte[0]);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
