package io.fieldwarden.agent.decode.dns;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What one speaker of multicast DNS asks and announces; nobody answers a multicast on its own connection. */
final class MdnsSession implements ProtocolSession {
    private static final String LOCAL = ".local";

    private final DnsLimits limits;
    private final DnsFacts facts;
    private final DnsQueries queries;
    private final DnsMessage message;

    MdnsSession(Connection connection, ObservationSink observations, DnsLimits limits) {
        this.limits = limits;
        facts = new DnsFacts(connection, observations, MdnsDecoder.PROTOCOL);
        queries = new DnsQueries(MdnsDecoder.PROTOCOL, limits);
        message = new DnsMessage(limits);
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        boolean header = message.read(bytes);
        DnsAnomaly fault = message.fault();
        if (fault != null) {
            facts.anomaly(fault, message.found(), atNanos);
        }
        if (header && message.response()) {
            announce(from, atNanos);
        } else if (header) {
            for (DnsMessage.Question question : message.questions()) {
                Operation query = queries.query(message.id(), message.opcode(), question, List.of());
                facts.operation(query, from, Outcome.ONE_WAY, atNanos);
            }
        }
        return Verdict.consumed(bytes.length());
    }

    private void announce(Direction from, long atNanos) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("trans_id", Integer.toString(message.id())));
        List<DnsMessage.Answer> answers = message.answers();
        for (int index = 0; index < Math.min(answers.size(), limits.answersMax()); index++) {
            DnsMessage.Answer answer = answers.get(index);
            attributes.add(new Attribute("name", answer.name()));
            attributes.add(new Attribute("answers", answer.data()));
        }
        Operation response =
                new Operation(MdnsDecoder.PROTOCOL, message.opcode(), "response", Access.PUBLISH, "", null, attributes);
        facts.operation(response, from, Outcome.ONE_WAY, atNanos);
        identity(from, atNanos);
    }

    /** Names and services a device announces about itself; what it withdraws (TTL 0, RFC 6762 10.1) is not told. */
    private void identity(Direction from, long atNanos) {
        Map<String, String> found = new LinkedHashMap<>();
        Set<String> services = new LinkedHashSet<>();
        for (DnsMessage.Answer record : message.records()) {
            if (record.ttl() == 0) {
                continue;
            }
            switch (record.type()) {
                case DnsNames.A, DnsNames.AAAA -> name(record.name(), found);
                case DnsNames.SRV -> service(record.name(), services);
                case DnsNames.TXT -> properties(record.data(), found);
                default -> {
                    // says nothing of the device
                }
            }
        }
        if (!services.isEmpty()) {
            String all = String.join(" ", services);
            found.put("services", all.substring(0, Math.min(all.length(), limits.textChars())));
        }
        List<Attribute> identity = new ArrayList<>();
        found.forEach((name, value) -> identity.add(new Attribute(name, value)));
        facts.identity(from, identity, atNanos);
    }

    private static void name(String host, Map<String, String> found) {
        if (host.toLowerCase(Locale.ROOT).endsWith(LOCAL) && host.length() > LOCAL.length()) {
            found.putIfAbsent("name", host.substring(0, host.length() - LOCAL.length()));
        }
    }

    /** The service of {@code instance._http._tcp.local}. */
    private static void service(String instance, Set<String> services) {
        int protocol = Math.max(instance.lastIndexOf("._tcp"), instance.lastIndexOf("._udp"));
        int start = protocol < 0 ? -1 : instance.lastIndexOf("._", protocol - 1);
        if (start >= 0 && services.size() < 16) {
            services.add(instance.substring(start + 1, protocol + 5));
        }
    }

    /** Keys that devices use in text records (RFC 6763 6.4) for what they are. */
    private static void properties(String text, Map<String, String> found) {
        for (String pair : text.split(" (?=[A-Za-z_]+=)", 32)) {
            int equal = pair.indexOf('=');
            if (equal <= 0 || equal == pair.length() - 1) {
                continue;
            }
            String fact = fact(pair.substring(0, equal).toLowerCase(Locale.ROOT));
            if (!fact.isEmpty()) {
                found.putIfAbsent(fact, pair.substring(equal + 1));
            }
        }
    }

    private static String fact(String key) {
        return switch (key) {
            case "model", "md", "am", "usb_mdl" -> "model";
            case "manufacturer", "vendor", "mf", "usb_mfg" -> "vendor";
            case "product", "ty" -> "product";
            case "serial", "serialnumber", "sn" -> "serial";
            case "fw", "firmware", "fwversion", "firmwareversion" -> "firmware";
            case "hw", "hardware", "hwversion" -> "hardware";
            default -> "";
        };
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        // datagrams have none
    }

    @Override
    public void timePassed(long atNanos) {
        // nothing is open
    }

    @Override
    public void close(long atNanos) {
        // nothing is open
    }
}
