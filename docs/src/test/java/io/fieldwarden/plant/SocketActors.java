package io.fieldwarden.plant;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bare sockets: scans, odd bytes, a service that was not there before. */
final class SocketActors {
    private SocketActors() {}

    static void scanPorts(String host, int first, int count) throws InterruptedException {
        for (int port = first; port < first + count; port++) {
            knock(host, port, 200);
            Thread.sleep(40);
        }
    }

    static void scanAddresses(String prefix, int count) throws InterruptedException {
        for (int host = 1; host <= count; host++) {
            knock(prefix + host, 502, 60);
        }
    }

    static void raw(String host, int port, String hexMessages) throws IOException, InterruptedException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 2000);
            for (String hex : hexMessages.split(",", -1)) {
                socket.getOutputStream().write(HexFormat.of().parseHex(hex));
                socket.getOutputStream().flush();
                Thread.sleep(200);
            }
        }
    }

    static void listen(int port) throws IOException {
        try (ServerSocket server = new ServerSocket(port)) {
            while (true) {
                try (Socket visitor = server.accept()) {
                    visitor.getOutputStream().write("ready\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }

    static void visit(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 2000);
            byte[] greeting = socket.getInputStream().readNBytes(7);
            System.out.println("greeted with " + greeting.length + " bytes");
        }
    }

    private static void knock(String host, int port, int timeoutMillis) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), timeoutMillis);
            System.out.println("open: " + host + ":" + port);
        } catch (IOException closed) {
            // most are: that is what a scan finds out
        }
    }
}
