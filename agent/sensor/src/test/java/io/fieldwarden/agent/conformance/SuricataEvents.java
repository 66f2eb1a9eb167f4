package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Suricata's events, protocol by protocol. */
final class SuricataEvents {
    private SuricataEvents() {}

    private static List<OperationSeen> of(CaptureRun run, String protocol) {
        return run.operations().stream()
                .filter(seen -> seen.operation().protocol().equals(protocol))
                .toList();
    }

    private static boolean answered(OperationSeen seen) {
        return seen.outcome().kind() == Outcome.Kind.SUCCEEDED || seen.outcome().kind() == Outcome.Kind.REFUSED;
    }

    private static void ends(Map<String, String> event, Connection connection, Direction from) {
        event.put("src_ip", connection.end(from).address().toString());
        event.put("src_port", Integer.toString(connection.end(from).port()));
        event.put("dest_ip", connection.end(from.opposite()).address().toString());
        event.put("dest_port", Integer.toString(connection.end(from.opposite()).port()));
    }

    /** Requests and responses, each an event; the first object of each. */
    public static final class Dnp3 extends SuricataOpinion {
        private static final String OBJECT = "dnp3.application.objects[0].";
        private static final Pattern FIRST = Pattern.compile("g(\\d+)v(\\d+).*");

        public Dnp3() {
            super(
                    "dnp3",
                    "dnp3",
                    Set.of(
                            "dnp3.type",
                            "src_ip",
                            "src_port",
                            "dest_ip",
                            "dest_port",
                            "dnp3.src",
                            "dnp3.dst",
                            "dnp3.application.function_code",
                            "dnp3.application.control.sequence",
                            OBJECT + "group",
                            OBJECT + "variation"));
        }

        @Override
        List<Map<String, String>> events(CaptureRun run) {
            List<Map<String, String>> events = new ArrayList<>();
            for (OperationSeen seen : of(run, "dnp3")) {
                Operation operation = seen.operation();
                boolean unsolicited = operation.code() == 130;
                events.add(message(seen, unsolicited ? "unsolicited_response" : "request", false));
                if (answered(seen)) {
                    events.add(message(seen, "response", true));
                }
            }
            return events;
        }

        private static Map<String, String> message(OperationSeen seen, String type, boolean answer) {
            Operation operation = seen.operation();
            Map<String, String> event = event(
                    "dnp3.type", type,
                    "dnp3.src", operation.attribute(answer ? "destination" : "source"),
                    "dnp3.dst", operation.attribute(answer ? "source" : "destination"),
                    "dnp3.application.function_code", answer ? "129" : Integer.toString(operation.code()),
                    "dnp3.application.control.sequence", operation.attribute("seq"));
            ends(event, seen.connection(), seen.from()); // EVE gives a response the ends of its request
            Matcher first = FIRST.matcher(operation.attribute(answer ? "response_objects" : "objects"));
            if (first.matches()) {
                event.put(OBJECT + "group", first.group(1));
                event.put(OBJECT + "variation", first.group(2));
            }
            return event;
        }
    }

    /** Transactions; paths are compared without their queries, whose values we do not keep. */
    public static final class Http extends SuricataOpinion {
        public Http() {
            super("http", "http", Set.of("http.url", "http.status", "http.hostname", "http.http_method"));
        }

        @Override
        String worded(String key, String value) {
            return key.equals("http.url") ? value.replaceFirst("\\?.*", "") : value;
        }

        @Override
        List<Map<String, String>> events(CaptureRun run) {
            return of(run, "http").stream()
                    .map(seen -> event(
                            "http.url", worded("http.url", seen.operation().attribute("uri")),
                            "http.status", seen.operation().attribute("status_code"),
                            "http.hostname", seen.operation().attribute("host"),
                            "http.http_method", seen.operation().attribute("method")))
                    .toList();
        }
    }

    /** Queries and answers. */
    public static final class Dns extends SuricataOpinion {
        public Dns() {
            super(
                    "dns",
                    "dns",
                    Set.of(
                            "dns.type",
                            "dns.rrtype",
                            "dns.rrname",
                            "dns.rcode",
                            "src_ip",
                            "src_port",
                            "dest_ip",
                            "dest_port"));
        }

        @Override
        String worded(String key, String value) {
            return key.equals("dns.type") && value.equals("request")
                    ? "query"
                    : key.equals("dns.type") && value.equals("response") ? "answer" : value;
        }

        @Override
        List<Map<String, String>> events(CaptureRun run) {
            List<Map<String, String>> events = new ArrayList<>();
            for (OperationSeen seen : of(run, "dns")) {
                events.add(message(seen, "query", seen.from()));
                if (answered(seen)) {
                    Map<String, String> answer =
                            message(seen, "answer", seen.from().opposite());
                    boolean good = seen.outcome().kind() == Outcome.Kind.SUCCEEDED;
                    answer.put("dns.rcode", good ? "NOERROR" : seen.outcome().name());
                    events.add(answer);
                }
            }
            return events;
        }

        private static Map<String, String> message(OperationSeen seen, String type, Direction from) {
            Map<String, String> event = event(
                    "dns.type", type,
                    "dns.rrtype", seen.operation().attribute("qtype_name"),
                    "dns.rrname", seen.operation().attribute("query"));
            ends(event, seen.connection(), from);
            return event;
        }
    }

    /** Requests and answers, each an event. */
    public static final class Snmp extends SuricataOpinion {
        public Snmp() {
            super("snmp", "snmp", Set.of("snmp.version", "snmp.pdu_type"));
        }

        @Override
        List<Map<String, String>> events(CaptureRun run) {
            List<Map<String, String>> events = new ArrayList<>();
            for (OperationSeen seen : of(run, "snmp")) {
                String version = seen.operation().attribute("version").substring(0, 1);
                events.add(event(
                        "snmp.version",
                        version,
                        "snmp.pdu_type",
                        seen.operation().name()));
                if (answered(seen)) {
                    events.add(event("snmp.version", version, "snmp.pdu_type", "response"));
                }
            }
            return events;
        }
    }

    /** Key exchanges, one of a connection. */
    public static final class Ssh extends SuricataOpinion {
        private static final Pattern BANNER = Pattern.compile("SSH-([^-]+)-(\\S*).*");

        public Ssh() {
            super(
                    "ssh",
                    "ssh",
                    Set.of(
                            "ssh.client.proto_version",
                            "ssh.client.software_version",
                            "ssh.server.proto_version",
                            "ssh.server.software_version",
                            "ssh.client.hassh.hash",
                            "ssh.server.hassh.hash"));
        }

        @Override
        List<Map<String, String>> events(CaptureRun run) {
            Map<Long, Map<String, String>> events = new LinkedHashMap<>();
            for (OperationSeen seen : of(run, "ssh")) {
                Map<String, String> event =
                        events.computeIfAbsent(seen.connection().id(), id -> event());
                for (String side : List.of("client", "server")) {
                    Matcher banner = BANNER.matcher(seen.operation().attribute(side));
                    if (banner.matches()) {
                        event.put("ssh." + side + ".proto_version", banner.group(1));
                        event.put("ssh." + side + ".software_version", banner.group(2));
                    }
                }
                keep(event, "ssh.client.hassh.hash", seen.operation().attribute("hassh"));
                keep(event, "ssh.server.hassh.hash", seen.operation().attribute("hassh_server"));
            }
            return List.copyOf(events.values());
        }

        private static void keep(Map<String, String> event, String name, String value) {
            if (!value.isEmpty()) {
                event.put(name, value);
            }
        }
    }

    /** Handshakes. */
    public static final class Tls extends SuricataOpinion {
        public Tls() {
            super("tls", "tls", Set.of("tls.ja4", "tls.sni", "tls.version"));
        }

        @Override
        List<Map<String, String>> events(CaptureRun run) {
            return of(run, "tls").stream()
                    .map(seen -> event(
                            "tls.ja4", seen.operation().attribute("ja4"),
                            "tls.sni", seen.operation().attribute("server_name"),
                            "tls.version",
                                    seen.operation().attribute("version").replaceFirst("TLSv(\\d)(\\d)", "TLS $1.$2")))
                    .toList();
        }
    }

    /** Commands with their status; names without the version they begin with. */
    public static final class Smb extends SuricataOpinion {
        public Smb() {
            super("smb", "smb", Set.of("smb.command", "smb.status", "smb.filename", "smb.rename.from"));
        }

        @Override
        String worded(String key, String value) {
            return key.equals("smb.command")
                    ? value.toLowerCase(Locale.ROOT).replaceFirst("smb[12]_command_", "")
                    : value;
        }

        @Override
        List<Map<String, String>> events(CaptureRun run) {
            List<Map<String, String>> events = new ArrayList<>();
            for (OperationSeen seen : of(run, "smb")) {
                Operation operation = seen.operation();
                Map<String, String> event = event(
                        "smb.command", operation.name(),
                        "smb.status", operation.attribute("status"),
                        "smb.filename", operation.attribute("filename"));
                if (!operation.attribute("rename").isEmpty()) {
                    event.put("smb.rename.from", operation.attribute("filename"));
                }
                events.add(event);
            }
            return events;
        }
    }

    /** Services with the class they are sent to. */
    public static final class Enip extends SuricataOpinion {
        public Enip() {
            super(
                    "enip",
                    "enip",
                    Set.of("enip.request.command", "enip.request.cip.service", "enip.request.cip.class_name"));
        }

        @Override
        String worded(String key, String value) {
            return key.equals("enip.request.cip.service")
                    ? value.toLowerCase(Locale.ROOT).replace(' ', '_')
                    : value;
        }

        @Override
        List<Map<String, String>> events(CaptureRun run) {
            List<Map<String, String>> events = new ArrayList<>();
            for (OperationSeen seen : of(run, "cip")) {
                events.add(event(
                        "enip.request.command", seen.operation().attribute("command"),
                        "enip.request.cip.service", seen.operation().name(),
                        "enip.request.cip.class_name", seen.operation().attribute("class_name")));
            }
            for (OperationSeen seen : of(run, "enip")) {
                events.add(event("enip.request.command", seen.operation().name()));
            }
            return events;
        }
    }

    /** Connections, publications and who they are from. */
    public static final class Mqtt extends SuricataOpinion {
        public Mqtt() {
            super(
                    "mqtt",
                    "mqtt",
                    Set.of(
                            "mqtt.connect.client_id",
                            "mqtt.connect.protocol_string",
                            "mqtt.connect.protocol_version",
                            "mqtt.connect.flags.username",
                            "mqtt.connect.flags.password",
                            "mqtt.connect.flags.will",
                            "mqtt.connect.flags.clean_session",
                            "mqtt.publish.topic",
                            "mqtt.publish.qos",
                            "mqtt.publish.retain",
                            "mqtt.publish.dup"));
        }

        @Override
        List<Map<String, String>> events(CaptureRun run) {
            List<Map<String, String>> events = new ArrayList<>();
            for (OperationSeen seen : of(run, "mqtt")) {
                Operation operation = seen.operation();
                if (operation.name().equals("connect")
                        && !operation.attribute("proto_name").isEmpty()) {
                    events.add(connect(operation));
                } else if (operation.name().equals("publish")) {
                    events.add(event(
                            "mqtt.publish.topic", operation.attribute("topic"),
                            "mqtt.publish.qos", operation.attribute("qos"),
                            "mqtt.publish.retain", operation.attribute("retain"),
                            "mqtt.publish.dup", operation.attribute("dup")));
                }
            }
            return events;
        }

        private static Map<String, String> connect(Operation operation) {
            String version = switch (operation.attribute("proto_version")) {
                case "3.1" -> "3";
                case "3.1.1" -> "4";
                case "5.0" -> "5";
                default -> operation.attribute("proto_version");
            };
            return event(
                    "mqtt.connect.client_id", operation.attribute("client_id"),
                    "mqtt.connect.protocol_string", operation.attribute("proto_name"),
                    "mqtt.connect.protocol_version", version,
                    "mqtt.connect.flags.username", operation.attribute("has_username"),
                    "mqtt.connect.flags.password", operation.attribute("has_password"),
                    "mqtt.connect.flags.will",
                            Boolean.toString(!operation.attribute("will_topic").isEmpty()),
                    "mqtt.connect.flags.clean_session",
                            version.equals("5")
                                    ? operation.attribute("clean_start")
                                    : operation.attribute("clean_session"));
        }
    }

    /** Flows with the protocol found in them. */
    public static final class Flows extends SuricataOpinion {
        public Flows() {
            super("flows", "flow", Set.of("app_proto", "src_ip", "src_port", "dest_ip", "dest_port"));
        }

        @Override
        boolean isOurs(SuricataChecks.Check check) {
            String protocol = check.match().getOrDefault("app_proto", "");
            return Plugged.of(ProtocolDecoder.class).stream()
                    .anyMatch(decoder -> decoder.protocol().equals(protocol));
        }

        @Override
        List<Map<String, String>> events(CaptureRun run) {
            Map<Long, Map<String, String>> events = new LinkedHashMap<>();
            for (ConnectionSeen seen : run.connections()) {
                Map<String, String> event = event("app_proto", seen.connection().protocol());
                ends(event, seen.connection(), Direction.FROM_ORIGINATOR);
                events.put(seen.connection().id(), event);
            }
            return List.copyOf(events.values());
        }
    }
}
