package io.fieldwarden.agent.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.bacnet.BacnetDecoder;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a real BACnet client does with a real device, both node-bacnet, and what we see of it. */
class BacnetRealStackTest {
    private static final String STACK = "node-bacnet@0.2.4";
    private static final Path FOLDER = Path.of("target", "node-bacnet");

    @Test
    void everything_done_is_seen() throws IOException, InterruptedException {
        install();
        int devicePort = freePort();
        Process device = node("bacnet-device.js", Integer.toString(devicePort));
        try (UdpRelay relay = new UdpRelay(devicePort);
                BufferedReader started = device.inputReader(StandardCharsets.UTF_8)) {
            assertThat(started.readLine()).isEqualTo("listening");
            List<String> done = ask(relay.port());
            assertThat(done)
                    .containsExactly(
                            "i_am 123",
                            "read_property succeeded 21.5",
                            "read_property succeeded boiler",
                            "read_property refused",
                            "write_property succeeded",
                            "device_communication_control succeeded",
                            "reinitialize_device refused");
            compare(done, relay.datagrams());
        } finally {
            device.destroyForcibly();
        }
    }

    private static void compare(List<String> done, List<Tap.Segment> datagrams) {
        Conversation talk = new Conversation(new BacnetDecoder(), Transport.UDP, 47_808);
        datagrams.forEach(datagram -> talk.feed(datagram.from(), datagram.bytes()));
        talk.close();
        List<String> seen = new ArrayList<>();
        for (OperationSeen operation : talk.operations()) {
            String name = operation.operation().name();
            if (name.equals("i_am")) {
                seen.add("i_am " + operation.operation().attribute("device").replace("device,", ""));
            } else if (!name.equals("who_is")) {
                seen.add(name + " " + operation.outcome().toString().replaceAll(" .*", ""));
            }
        }
        assertThat(seen)
                .isEqualTo(done.stream()
                        .map(line -> line.replaceFirst("(succeeded) .*", "$1"))
                        .toList());
        assertThat(talk.values().stream()
                        .map(value -> value.way() + " " + value.points() + " "
                                + value.values().text(0)))
                .containsExactly(
                        "READ analog-input,3/present-value 21.5",
                        "READ device,123/object-name boiler",
                        "WRITTEN analog-output,1/present-value 42.25");
        assertThat(talk.identities().getFirst().facts()).contains(new Attribute("vendor", "Johnson Controls"));
        assertThat(talk.operations().get(4).outcome().name()).isEqualTo("property:unknown-property");
        assertThat(talk.anomalies()).isEmpty();
        assertThat(talk.observations.toString()).doesNotContain("secret");
    }

    private static List<String> ask(int port) throws IOException, InterruptedException {
        Process client = node("bacnet-client.js", Integer.toString(port), Integer.toString(freePort()));
        try (BufferedReader lines = client.inputReader(StandardCharsets.UTF_8)) {
            List<String> done = lines.lines().toList();
            assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return done;
        } finally {
            client.destroyForcibly();
        }
    }

    private static Process node(String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        for (String script : List.of("bacnet-device.js", "bacnet-client.js")) {
            try (InputStream in = BacnetRealStackTest.class.getResourceAsStream(script)) {
                Files.copy(Objects.requireNonNull(in), FOLDER.resolve(script), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        boolean there = Files.isDirectory(FOLDER.resolve("node_modules/node-bacnet"))
                || succeeds("npm", "install", "--no-audit", "--no-fund", "--prefix", ".", STACK);
        assumeTrue(there && succeeds("node", "--version"), "node, npm or " + STACK + " cannot be had here");
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
