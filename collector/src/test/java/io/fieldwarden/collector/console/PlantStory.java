package io.fieldwarden.collector.console;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Detail;
import io.fieldwarden.agent.contract.Evidence;
import io.fieldwarden.agent.contract.Expectation;
import io.fieldwarden.agent.contract.Heartbeat;
import io.fieldwarden.agent.contract.OperationFact;
import io.fieldwarden.agent.contract.Party;
import io.fieldwarden.agent.contract.RoomReport;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.contract.Sighting;
import io.fieldwarden.agent.contract.SpoolReport;
import io.fieldwarden.agent.contract.Technique;
import io.fieldwarden.collector.fleet.AgentView;
import io.fieldwarden.collector.fleet.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A small plant on a bad day: what the console's tests and its preview show. Made from a seed and a time. */
final class PlantStory {
    static final String AGENT = "gw-hall-2";
    static final String SITE = "Lübeck plant";
    static final Party PLC = new Party("10.0.3.17", 502, "00:1b:1b:01:02:03", "PLC-7");
    static final Party LAPTOP = new Party("10.0.3.99", 50122, "3c:52:82:aa:10:07", "ENG-LAPTOP");
    static final Party HMI = new Party("10.0.3.10", 49720, "00:80:f4:0e:11:20", "HMI-1");
    static final Party BROKER = new Party("10.0.3.40", 1883, "00:0c:29:5f:9a:01", "mqtt-broker");

    private final Instant now;

    PlantStory(Instant now) {
        this.now = now;
    }

    static String id(long number) {
        return "%032x".formatted(0x5eed_0000_0000L + number);
    }

    /** The intruder's afternoon, oldest first, and the noise around it. */
    List<Alert> alerts() {
        List<Alert> all = new ArrayList<>(noise());
        all.add(scan());
        all.add(identities());
        all.add(wildcard());
        all.add(publisher());
        all.add(write(900, 4));
        return all;
    }

    private List<Alert> noise() {
        Random random = new Random(7);
        String[][] kinds = {
            {"comm.new-link", "New conversation", "A pair of devices talked that never talked before", "modbus"},
            {"pv.exception-burst", "Many exceptions", "PLC-3 refused 14 requests within a minute", "modbus"},
            {"mqtt.new-topic", "New topic", "Sensor-12 published to line2/vibration for the first time", "mqtt"},
            {"comm.new-asset", "New device on OT segment", "A device appeared that was never seen before", ""},
            {"self.packet-loss", "Packets lost", "0.4 % of packets were lost between 11:02 and 11:04", ""}
        };
        Severity[] severities = {Severity.MEDIUM, Severity.LOW, Severity.LOW, Severity.MEDIUM, Severity.INFO};
        List<Alert> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int kind = random.nextInt(kinds.length);
            Instant at = now.minusSeconds(600 + random.nextInt(22 * 3600));
            all.add(new Draft(100 + i, kinds[kind][0], kinds[kind][1], severities[kind])
                    .at(at, at.plusSeconds(random.nextInt(900)), 1 + random.nextInt(30))
                    .between(new Party("10.0.3." + (20 + random.nextInt(60)), 0, "", "Sensor-" + i), HMI)
                    .seen(kinds[kind][2] + ".", List.of())
                    .protocol(kinds[kind][3])
                    .alert());
        }
        return all;
    }

    private Alert scan() {
        Instant at = now.minusSeconds(1500);
        return new Draft(1, "scan.port", "Port scan", Severity.MEDIUM)
                .at(at, at.plusSeconds(40), 212)
                .between(LAPTOP, PLC)
                .seen("ENG-LAPTOP tried 212 ports of PLC-7 within 40 s.", List.of("1-200", "502", "1883", "44818"))
                .expected("PLC-7 is asked on port 502 only.", List.of("502"), 48_211)
                .technique("T0846", "Remote System Discovery")
                .alert();
    }

    private Alert identities() {
        Instant at = now.minusSeconds(1380);
        return new Draft(2, "ot.unlearned-operation", "Operation never seen here", Severity.MEDIUM)
                .at(at, at.plusSeconds(20), 3)
                .between(LAPTOP, PLC)
                .protocol("modbus")
                .operation(new OperationFact(
                        "read_device_identification",
                        "IDENTIFY",
                        "unit 1 object 0..2",
                        "succeeded",
                        List.of(new Detail("func", "43/14"), new Detail("vendor", "Acme Controls"))))
                .seen("ENG-LAPTOP read the identity of PLC-7.", List.of("read_device_identification"))
                .expected(
                        "HMI-1 reads and writes registers; nobody asks for identities.",
                        List.of("read_holding_registers"),
                        48_211)
                .technique("T0888", "Remote System Information Discovery")
                .alert();
    }

    private Alert wildcard() {
        Instant at = now.minusSeconds(840);
        return new Draft(3, "mqtt.wildcard-subscribe", "Subscription to everything", Severity.HIGH)
                .at(at, at, 1)
                .between(LAPTOP, BROKER)
                .protocol("mqtt")
                .operation(new OperationFact(
                        "subscribe",
                        "SUBSCRIBE",
                        "#",
                        "succeeded",
                        List.of(new Detail("qos", "0"), new Detail("client", "mqtt-explorer-1f"))))
                .seen("Client mqtt-explorer-1f subscribed to # (every topic).", List.of("#"))
                .expected("Clients here subscribe to their own line's topics.", List.of("line1/#", "line2/temp"), 1_902)
                .technique("T0801", "Monitor Process State")
                .alert();
    }

    private Alert publisher() {
        Instant at = now.minusSeconds(420);
        return new Draft(4, "mqtt.new-publisher", "New publisher of a topic", Severity.HIGH)
                .at(at, at.plusSeconds(30), 2)
                .between(LAPTOP, BROKER)
                .protocol("mqtt")
                .operation(new OperationFact(
                        "publish",
                        "PUBLISH",
                        "line2/valve/cmd",
                        "one-way",
                        List.of(new Detail("payload", "{\"open\":true}"))))
                .seen("mqtt-explorer-1f published {\"open\":true} to line2/valve/cmd.", List.of("mqtt-explorer-1f"))
                .expected("Only scada-gateway publishes to line2/valve/cmd.", List.of("scada-gateway"), 3_377)
                .technique("T0855", "Unauthorized Command Message")
                .alert();
    }

    /** The write to the set-point, {@code secondsAgo} before now. */
    Alert write(int secondsAgo, long count) {
        Instant at = now.minusSeconds(secondsAgo);
        return new Draft(5, "ot.unauthorised-write", "Write by a station that does not write here", Severity.CRITICAL)
                .at(at, at.plusSeconds(12), count)
                .between(LAPTOP, PLC)
                .protocol("modbus")
                .operation(new OperationFact(
                        "write_multiple_registers",
                        "WRITE",
                        "unit 1 holding-register:9..10",
                        "succeeded",
                        List.of(
                                new Detail("func", "16"),
                                new Detail("address", "40010"),
                                new Detail("quantity", "2"),
                                new Detail("registers", "3000, 17"))))
                .seen(
                        "ENG-LAPTOP (10.0.3.99) wrote 3000 and 17 to registers 40010 and 40011 of PLC-7.",
                        List.of("10.0.3.99 (ENG-LAPTOP)", "40010 = 3000", "40011 = 17"))
                .expected(
                        "Only HMI-1 (10.0.3.10) writes to PLC-7, and 40010 stays between 1,150 and 1,250.",
                        List.of("10.0.3.10 (HMI-1)", "40010 = 1150 to 1250", "40011 = 17"),
                        1_204)
                .technique("T0855", "Unauthorized Command Message")
                .technique("T0836", "Modify Parameter")
                .evidence(SampleCapture.pcapng(at))
                .alert();
    }

    /** An alert whose every text is hostile. */
    Alert hostile(String text) {
        return new Draft(666, "ot.unauthorised-write", text, Severity.HIGH)
                .at(now.minusSeconds(5), now, 1)
                .between(new Party("10.0.3.66", 1, "", text), new Party("10.0.3.67", 502, "", text))
                .protocol("modbus")
                .operation(new OperationFact(text, "WRITE", text, text, List.of(new Detail(text, text))))
                .seen(text, List.of(text))
                .expected(text, List.of(text), 1)
                .technique("T0855", text)
                .alert();
    }

    /** The plant's agents: one well, one in trouble, one silent, one never heard. */
    Fleet fleet() {
        return new LookedAtFleet(agents());
    }

    /** A fleet that is only looked at. */
    record LookedAtFleet(List<AgentView> agents) implements Fleet {
        @Override
        public Optional<AgentView> agent(String name) {
            return agents.stream().filter(agent -> agent.name().equals(name)).findFirst();
        }

        @Override
        public void heard(String agent, Heartbeat heartbeat, Instant at) {
            throw new UnsupportedOperationException("this fleet is only looked at");
        }

        @Override
        public boolean revoke(String agent, String by, Instant at) {
            throw new UnsupportedOperationException("this fleet is only looked at");
        }
    }

    private List<AgentView> agents() {
        Instant enrolled = now.minus(Duration.ofDays(40));
        Instant expires = now.plus(Duration.ofDays(50));
        return List.of(
                new AgentView("gw-hall-1", SITE, "0.1.0", Instant.now(), enrolled, expires, false, beat(List.of(), 0)),
                new AgentView(
                        AGENT,
                        SITE,
                        "0.1.0",
                        Instant.now(),
                        enrolled,
                        now.plus(Duration.ofDays(9)),
                        false,
                        beat(
                                List.of("Detector pv.malformed is switched off: it failed on a frame of 10.0.3.80"),
                                1_204)),
                new AgentView(
                        "gw-tank-farm",
                        SITE,
                        "0.1.0",
                        now.minus(Duration.ofHours(5)),
                        enrolled,
                        expires,
                        false,
                        beat(List.of(), 0)),
                new AgentView("gw-new", SITE, "", null, now.minusSeconds(90), expires, false, null));
    }

    private Heartbeat beat(List<String> troubles, long dropped) {
        return new Heartbeat(
                "0.1.0",
                now,
                now.minus(Duration.ofDays(12)),
                false,
                List.of(
                        new RoomReport("capture", 48_112_332, 48_111_128, dropped, 0),
                        new RoomReport("decode", 48_111_128, 1_204_551, 0, 0),
                        new RoomReport("detect", 1_204_551, 65, 0, troubles.size())),
                new SpoolReport(dropped == 0 ? 0 : 12, dropped == 0 ? 0 : 48_221, 64L << 20, 0),
                troubles);
    }

    /** An alert in the making. */
    private static final class Draft {
        private final long number;
        private final String type;
        private final String title;
        private final Severity severity;
        private Instant first = Instant.EPOCH;
        private Instant last = Instant.EPOCH;
        private long count = 1;
        private @Nullable Party originator;
        private @Nullable Party responder;
        private String protocol = "";
        private @Nullable OperationFact operation;
        private Expectation expected =
                new Expectation("Not seen before in 14 days of learning.", List.of(), 20_161, null);
        private Sighting seen = new Sighting("", List.of());
        private final List<Technique> techniques = new ArrayList<>();
        private @Nullable Evidence evidence;

        Draft(long number, String type, String title, Severity severity) {
            this.number = number;
            this.type = type;
            this.title = title;
            this.severity = severity;
        }

        Draft at(Instant first, Instant last, long count) {
            this.first = first;
            this.last = last;
            this.count = count;
            return this;
        }

        Draft between(Party originator, Party responder) {
            this.originator = originator;
            this.responder = responder;
            return this;
        }

        Draft protocol(String protocol) {
            this.protocol = protocol;
            return this;
        }

        Draft operation(OperationFact operation) {
            this.operation = operation;
            return this;
        }

        Draft seen(String summary, List<String> values) {
            this.seen = new Sighting(summary, values);
            return this;
        }

        Draft expected(String summary, List<String> values, long samples) {
            this.expected = new Expectation(summary, values, samples, first.minus(Duration.ofDays(14)));
            return this;
        }

        Draft technique(String id, String name) {
            techniques.add(new Technique(id, name));
            return this;
        }

        Draft evidence(Evidence evidence) {
            this.evidence = evidence;
            return this;
        }

        Alert alert() {
            return new Alert(
                    id(number),
                    (int) count - 1,
                    type,
                    title,
                    severity,
                    severity == Severity.CRITICAL ? 0.95 : 0.8,
                    first,
                    last,
                    count,
                    AGENT,
                    SITE,
                    originator,
                    responder,
                    protocol,
                    operation,
                    expected,
                    seen,
                    techniques,
                    "If this was not planned, somebody is changing how the plant runs, or learns how to. A controller"
                            + " obeys whoever writes to it; it does not ask who that is.",
                    List.of(
                            "Ask the shift lead and maintenance whether work on this controller is planned right now.",
                            "Compare the set-point on the HMI with the recipe. Correct it from the HMI, not from here.",
                            "Find the device by its address and MAC at the switch. Do not unplug the controller.",
                            "If nobody knows the device, follow the site's plan for a suspected intrusion."),
                    type + "|" + number,
                    evidence);
        }
    }
}
