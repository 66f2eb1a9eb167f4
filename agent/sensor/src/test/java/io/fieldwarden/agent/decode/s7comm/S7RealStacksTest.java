package io.fieldwarden.agent.decode.s7comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fieldwarden.agent.conformance.Tap;
import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.PlcDriverManager;
import org.apache.plc4x.java.api.messages.PlcReadResponse;
import org.apache.plc4x.java.api.messages.PlcWriteResponse;
import org.apache.plc4x.java.api.types.PlcResponseCode;
import org.junit.jupiter.api.Test;

/** PLC4X's client and Snap7's server over a real socket: what they did is what we tell. */
class S7RealStacksTest {
    private static final int ROUNDS = 12;
    private static final int INSTALL_SECONDS = 300;
    private static final String PACKAGE = "node-snap7@1.0.9";

    /** What the client did and was told, in the words of {@link #told(ValueSeen)}. */
    private final List<String> done = new ArrayList<>();

    private final Random random = new Random(102);

    @Test
    void plc4x_client_and_snap7_server() throws Exception {
        Path folder = installed();
        int port = freePort();
        Process server = start(folder, port);
        try (Tap tap = new Tap(port)) {
            String url = "s7://127.0.0.1:" + tap.port() + "?remote-rack=0&remote-slot=2&read-timeout=20";
            PlcConnection client =
                    PlcDriverManager.getDefault().getConnectionManager().getConnection(url);
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    round(client);
                }
                refused(client);
            } finally {
                client.close();
            }
            same(tap);
        } finally {
            server.getOutputStream().close();
            if (!server.waitFor(5, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        }
    }

    /** Writes a value of each kind and reads it back. */
    private void round(PlcConnection client) throws Exception {
        int at = 8 * random.nextInt(100);
        int small = random.nextInt(65_536) - 32_768;
        write(client, "%DB1.DBW" + at + ":INT", small, "db1/dbw/" + at + " = " + small);
        read(client, "%DB1.DBW" + at + ":INT", "db1/dbw/" + at + " = " + small);
        int whole = random.nextInt();
        write(client, "%DB1.DBD" + (at + 4) + ":DINT", whole, "db1/dbd/" + (at + 4) + " = " + whole);
        read(client, "%DB1.DBD" + (at + 4) + ":DINT", "db1/dbd/" + (at + 4) + " = " + whole);
        float real = random.nextInt(1_000) + 0.5f;
        write(client, "%DB1.DBD" + (at + 8) + ":REAL", real, "db1/dbd/" + (at + 8) + " = " + (double) real);
        read(client, "%DB1.DBD" + (at + 8) + ":REAL", "db1/dbd/" + (at + 8) + " = " + (double) real);
        boolean bit = random.nextBoolean();
        int place = random.nextInt(200);
        String point = "m/mx/" + place + ".3 = " + (bit ? 1 : 0);
        write(client, "%M" + place + ".3:BOOL", bit, point);
        read(client, "%M" + place + ".3:BOOL", point);
    }

    private void write(PlcConnection client, String tag, Object value, String told) throws Exception {
        PlcWriteResponse answer = client.writeRequestBuilder()
                .addTagAddress("tag", tag, value)
                .build()
                .execute()
                .get(20, TimeUnit.SECONDS);
        assertThat(answer.getResponseCode("tag")).isEqualTo(PlcResponseCode.OK);
        done.add("WRITTEN " + told);
    }

    private void read(PlcConnection client, String tag, String told) throws Exception {
        PlcReadResponse answer = client.readRequestBuilder()
                .addTagAddress("tag", tag)
                .build()
                .execute()
                .get(20, TimeUnit.SECONDS);
        assertThat(answer.getResponseCode("tag")).isEqualTo(PlcResponseCode.OK);
        String value = answer.getObject("tag") instanceof Boolean bit
                ? (bit ? "1" : "0")
                : answer.getObject("tag").toString();
        assertThat(told).endsWith(" = " + value);
        done.add("READ " + told);
    }

    /** There is no data block 7; PLC4X cannot read a refusal to read. */
    private static void refused(PlcConnection client) throws Exception {
        PlcWriteResponse answer = client.writeRequestBuilder()
                .addTagAddress("tag", "%DB7.DBW0:INT", 4711)
                .build()
                .execute()
                .get(20, TimeUnit.SECONDS);
        assertThat(answer.getResponseCode("tag")).isNotEqualTo(PlcResponseCode.OK);
    }

    private void same(Tap tap) {
        Conversation conversation = new Conversation(new S7Decoder(), Transport.TCP, 102);
        for (Tap.Segment segment : tap.segments()) {
            conversation.feed(segment.from(), segment.bytes());
        }
        conversation.close();
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.values().stream().map(S7RealStacksTest::told)).containsExactlyElementsOf(done);
        List<OperationSeen> items = conversation.operations().stream()
                .filter(seen -> seen.operation().name().endsWith("_var"))
                .toList();
        assertThat(items).hasSize(done.size() + 1);
        assertThat(items.getLast().outcome().kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(items.getLast().operation().attribute("values")).isEqualTo("4711");
        assertThat(conversation.operations())
                .extracting(OperationSeen::operation)
                .extracting(Operation::name)
                .startsWith("cotp_connect", "setup_communication");
    }

    private static String told(ValueSeen seen) {
        return seen.way() + " " + seen.points() + " = " + seen.values().text(0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The folder below {@code target} the server's packages are in; skips the test where they cannot be. */
    private static Path installed() throws Exception {
        assumeTrue(onPath("node") && onPath("npm"), "node and npm are not installed; the S7 server needs them");
        Path folder = Files.createDirectories(Path.of("target", "node-snap7")).toAbsolutePath();
        if (!Files.isRegularFile(folder.resolve("node_modules/node-snap7/build/Release/node_snap7.node"))) {
            Process npm = new ProcessBuilder(
                            "npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", ".", PACKAGE)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("npm.log").toFile())
                    .start();
            boolean ended = npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                npm.descendants().forEach(ProcessHandle::destroyForcibly);
                npm.destroyForcibly();
            }
            assumeTrue(
                    ended && npm.exitValue() == 0, PACKAGE + " cannot be installed here; see " + folder + "/npm.log");
        }
        return folder;
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Process start(Path folder, int port) throws IOException {
        Path script = folder.resolve("s7-server.js");
        try (InputStream in = S7RealStacksTest.class.getResourceAsStream("s7-server.js");
                OutputStream out = Files.newOutputStream(script)) {
            assertThat(in).isNotNull();
            in.transferTo(out);
        }
        Process server = new ProcessBuilder("node", script.toString(), folder.toString(), Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(server.inputReader().readLine()).isEqualTo("ready");
        return server;
    }
}
