package io.fieldwarden.agent.decode.opcua;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fieldwarden.agent.conformance.Tap;
import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Client and server of the Milo stack over real sockets: what they did is what we tell. */
class OpcuaRealStackTest {
    private static final int OPERATIONS = 50;
    private static final NodeId BOILER = new NodeId(2, "Boiler");
    private static final NodeId TEMP = new NodeId(2, "Boiler.Temp");
    private static final NodeId SETPOINT = new NodeId(2, "Boiler.Setpoint");
    private static final NodeId DOUBLE = new NodeId(2, "Boiler.Double");

    private static MiloServer server;

    /** What the client did and was told, in the words of {@link #told}. */
    private final List<String> done = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        server = new MiloServer();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    private static Conversation played(Tap tap) {
        Conversation conversation = new Conversation(new OpcuaDecoder(), Transport.TCP, OpcuaDecoder.PORT);
        tap.segments().forEach(segment -> conversation.feed(segment.from(), segment.bytes()));
        conversation.close();
        assertThat(conversation.malformed()).isFalse();
        assertThat(conversation.anomalies()).isEmpty();
        return conversation;
    }

    /** The values of the plant, without what a client reads of the server for itself. */
    private static List<String> told(Conversation conversation) {
        return conversation.values().stream()
                .filter(value -> value.points().toString().startsWith("ns=2;"))
                .map(OpcuaRealStackTest::told)
                .toList();
    }

    private static String told(ValueSeen value) {
        return value.way() + " " + value.points() + " = " + value.values().text(0);
    }

    private static List<OperationSeen> named(Conversation conversation, String name) {
        return conversation.operations().stream()
                .filter(seen -> seen.operation().name().equals(name))
                .toList();
    }

    @Test
    void an_anonymous_client_reads_writes_calls_and_browses() throws Exception {
        try (Tap tap = new Tap(server.port)) {
            OpcUaClient client = server.client(tap, SecurityPolicy.None, OpcuaRealStackTest::anonymous);
            client.connect();
            Random random = new Random(4840);
            for (int operation = 0; operation < OPERATIONS; operation++) {
                act(client, random);
            }
            BrowseResult browsed = browse(client);
            StatusCode refused = client.writeValues(
                            List.of(new NodeId(2, "Nothing")), List.of(DataValue.valueOnly(Variant.ofDouble(1))))
                    .getFirst();
            client.disconnect();
            Conversation conversation = played(tap);
            assertThat(done).hasSizeGreaterThan(OPERATIONS);
            assertThat(told(conversation)).containsExactlyElementsOf(done);
            assertThat(refused.isBad()).isTrue();
            assertThat(named(conversation, "write").getLast().outcome().kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(named(conversation, "write").getLast().outcome().name()).isEqualTo("BadNodeIdUnknown");
            assertThat(references(conversation)).hasSameSizeAs(requireNonNull(browsed.getReferences()));
            assertThat(named(conversation, "activate_session")
                            .getFirst()
                            .operation()
                            .attribute("user_identity_token"))
                    .isEqualTo("AnonymousIdentityToken");
            assertThat(conversation.identities())
                    .anyMatch(seen -> fact(seen, "application_uri", "urn:example:boiler-house"))
                    .anyMatch(seen -> fact(seen, "name", "Control room"));
        }
    }

    private static void anonymous(OpcUaClientConfigBuilder config) {
        // what the stack does by itself
    }

    private static boolean fact(IdentitySeen seen, String name, String value) {
        return seen.toString().contains(name) && seen.toString().contains(value);
    }

    private static List<String> references(Conversation conversation) {
        return named(conversation, "browse").getLast().operation().attributes().stream()
                .filter(attribute -> attribute.name().equals("references"))
                .map(attribute -> attribute.value())
                .toList();
    }

    private void act(OpcUaClient client, Random random) throws UaException {
        double value = random.nextInt(100_000) / 8.0;
        switch (random.nextInt(3)) {
            case 0 -> {
                NodeId node = random.nextBoolean() ? TEMP : SETPOINT;
                DataValue read = client.readValue(0, TimestampsToReturn.Both, node);
                done.add("READ " + node.toParseableString() + " = " + number(read.value()));
            }
            case 1 -> {
                client.writeValues(List.of(SETPOINT), List.of(DataValue.valueOnly(Variant.ofDouble(value))));
                done.add("WRITTEN " + SETPOINT.toParseableString() + " = " + number(Variant.ofDouble(value)));
            }
            default -> {
                CallMethodRequest call = new CallMethodRequest(BOILER, DOUBLE, new Variant[] {Variant.ofDouble(value)});
                CallMethodResult result =
                        requireNonNull(client.call(List.of(call)).getResults())[0];
                String method = DOUBLE.toParseableString();
                done.add("WRITTEN " + method + "#InputArguments/0 = " + number(Variant.ofDouble(value)));
                done.add("READ " + method + "#OutputArguments/0 = "
                        + number(requireNonNull(result.getOutputArguments())[0]));
            }
        }
    }

    private static String number(Variant variant) {
        double number = (Double) requireNonNull(variant.value());
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static BrowseResult browse(OpcUaClient client) throws UaException {
        return client.browse(new BrowseDescription(
                BOILER,
                BrowseDirection.Forward,
                NodeIds.HierarchicalReferences,
                true,
                Unsigned.uint(0),
                Unsigned.uint(63)));
    }

    @Test
    void a_user_subscribes_and_the_password_is_nowhere() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        try (Tap tap = new Tap(server.port)) {
            OpcUaClient client = server.client(
                    tap,
                    SecurityPolicy.None,
                    config -> config.setIdentityProvider(new UsernameProvider(MiloServer.USER, MiloServer.PASSWORD)));
            client.connect();
            OpcUaSubscription subscription = new OpcUaSubscription(client, 50.0);
            subscription.create();
            OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(TEMP);
            item.setSamplingInterval(20.0);
            item.setDataValueListener((from, value) ->
                    received.add("REPORTED " + TEMP.toParseableString() + " = " + number(value.value())));
            subscription.addMonitoredItem(item);
            subscription.synchronizeMonitoredItems();
            await().until(() -> received.size() == 1);
            server.measure(99.5);
            await().until(() -> received.size() == 2);
            subscription.delete();
            client.disconnect();
            Conversation conversation = played(tap);
            assertThat(told(conversation)).containsExactlyElementsOf(received);
            OperationSeen activated = named(conversation, "activate_session").getFirst();
            assertThat(activated.operation().attribute("user_name")).isEqualTo(MiloServer.USER);
            assertThat(activated.operation().attribute("password")).isEqualTo("present");
            assertThat(activated.outcome()).isEqualTo(Outcome.SUCCEEDED);
            nowhere(conversation, MiloServer.PASSWORD);
        }
    }

    /** The password went over the wire in clear, or the test would show nothing. */
    private static void nowhere(Conversation conversation, String secret) {
        assertThat(conversation.observations).isNotEmpty();
        for (Observation observation : conversation.observations) {
            assertThat(observation.toString()).doesNotContain(secret);
        }
    }

    @Test
    void an_encrypted_connection_is_metadata_only() throws Exception {
        try (Tap tap = new Tap(server.port)) {
            OpcUaClient client = server.client(tap, SecurityPolicy.Basic256Sha256, OpcuaRealStackTest::anonymous);
            client.connect();
            client.readValue(0, TimestampsToReturn.Both, TEMP);
            client.disconnect();
            Conversation conversation = played(tap);
            assertThat(conversation.values()).isEmpty();
            assertThat(conversation.operations().stream()
                            .map(seen -> seen.operation().name()))
                    .contains("hello", "open_secure_channel", "encrypted_message", "encrypted_messages")
                    .doesNotContain("read", "create_session");
            assertThat(named(conversation, "open_secure_channel")
                            .getFirst()
                            .operation()
                            .toString())
                    .contains("Basic256Sha256");
            assertThat(conversation.identities()).anyMatch(seen -> fact(seen, "certificate_subject", "Boiler house"));
        }
    }
}
