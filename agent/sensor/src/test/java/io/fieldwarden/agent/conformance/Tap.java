package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Stands between a real client and a real server, hands every byte on, and keeps what it handed on. One connection. */
public final class Tap implements AutoCloseable {
    /** What one read brought. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Segment(Direction from, byte[] bytes) {}

    private final ServerSocket listening;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Socket> open = new ArrayList<>();

    /** Listens on a free port and connects to {@code serverPort} when somebody comes. */
    public Tap(int serverPort) throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("tap").start(() -> accept(serverPort));
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** What passed so far, in order. */
    public synchronized List<Segment> segments() {
        return List.copyOf(segments);
    }

    private void accept(int serverPort) {
        try {
            Socket client = keep(listening.accept());
            Socket server = keep(new Socket(InetAddress.getLoopbackAddress(), serverPort));
            Thread.ofPlatform().daemon().start(() -> pass(client, server, Direction.FROM_ORIGINATOR));
            pass(server, client, Direction.FROM_RESPONDER);
        } catch (IOException e) {
            closeAll(); // nobody came before the test ended
        }
    }

    private void pass(Socket from, Socket to, Direction direction) {
        byte[] buffer = new byte[4096];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                synchronized (this) {
                    segments.add(new Segment(direction, Arrays.copyOf(buffer, size)));
                }
                out.write(buffer, 0, size);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            closeAll(); // one side went away, and so does the other
        }
    }

    private synchronized Socket keep(Socket socket) {
        open.add(socket);
        return socket;
    }

    private synchronized void closeAll() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                continue; // it is gone already
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        closeAll();
    }
}
