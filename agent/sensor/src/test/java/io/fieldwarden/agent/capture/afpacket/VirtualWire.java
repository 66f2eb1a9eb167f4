package io.fieldwarden.agent.capture.afpacket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A cable between this namespace and one of its own: frames are sent at the far end and captured at the near one. They are
 * addressed to hardware that does not exist, so that no network stack takes them any further.
 */
final class VirtualWire implements AutoCloseable {
    static final String ADDRESS = "10.213.7.2";
    private static final String NO_ONES_MAC = "02:00:5e:00:53:99";
    private static int made;

    private final String space;
    private final String near;
    private final String far;

    VirtualWire() {
        String id = ProcessHandle.current().pid() % 100_000 + "x" + made++;
        space = "fw" + id;
        near = "fwn" + id;
        far = "fwf" + id;
        needRoot();
        try {
            run("ip", "netns", "add", space);
            run("ip", "netns", "exec", space, "ip", "link", "set", "lo", "up");
            connect();
        } catch (IOException | RuntimeException e) {
            close();
            throw new IllegalStateException("the virtual wire cannot be made", e);
        }
    }

    private static void needRoot() {
        boolean able = "root".equals(System.getProperty("user.name")) && runs("ip", "netns", "list");
        if (!able && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("live capture tests need root and `ip netns`");
        }
        Assumptions.assumeTrue(able, "live capture tests need root and `ip netns`");
    }

    /** Makes the cable and takes both ends up. */
    void connect() throws IOException {
        run("ip", "link", "add", near, "type", "veth", "peer", "name", far, "netns", space);
        run("sysctl", "-q", "-w", "net.ipv6.conf." + near + ".disable_ipv6=1");
        inside("sysctl", "-q", "-w", "net.ipv6.conf." + far + ".disable_ipv6=1");
        run("ip", "link", "set", near, "up");
        inside("ip", "address", "add", "10.213.7.1/24", "dev", far);
        inside("ip", "link", "set", far, "up");
        inside("ip", "neigh", "replace", ADDRESS, "lladdr", NO_ONES_MAC, "dev", far);
    }

    void disconnect() throws IOException {
        run("ip", "link", "delete", near);
    }

    String near() {
        return near;
    }

    void near(String state) throws IOException {
        run("ip", "link", "set", near, state);
    }

    /** Sends {@code count} datagrams from the far end. */
    void send(String address, int port, int count, int bytes) throws IOException {
        java(UdpSender.class, address, "" + port, "" + count, "" + bytes);
    }

    /** Sends {@code count} datagrams of 50 bytes in frames with VLAN tags, from outside in as {@code type:id}. */
    void sendTagged(int count, String... tags) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(far, "" + count));
        arguments.addAll(Arrays.asList(tags));
        java(TagSender.class, arguments.toArray(String[]::new));
    }

    private void java(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(Arrays.asList(arguments));
        inside(command.toArray(String[]::new));
    }

    private void inside(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", space));
        all.addAll(Arrays.asList(command));
        run(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        runs("ip", "link", "delete", near);
        runs("ip", "netns", "delete", space);
    }

    private static boolean runs(String... command) {
        try {
            run(command);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return output;
    }
}
