package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Versions, HASSH and lists of algorithms as Wireshark reads them; what follows from the lists, as RFC 4253 7.1 says. */
public final class SshWireshark implements Opinion {
    private static final List<String> FIELDS = List.of(
            "tcp.stream",
            "tcp.srcport",
            "tcp.dstport",
            "ssh.message_code",
            "ssh.protocol",
            "ssh.kex.hassh",
            "ssh.kex.hasshserver",
            "ssh.kex_algorithms",
            "ssh.server_host_key_algorithms",
            "ssh.encryption_algorithms_client_to_server",
            "ssh.mac_algorithms_client_to_server",
            "ssh.compression_algorithms_client_to_server");
    private static final List<String> NAMES =
            List.of("kex_alg", "host_key_alg", "cipher_alg", "mac_alg", "compression_alg");
    private static final int BANNER = 4;
    private static final int KEX = 7;
    private static final String[] NONE = {};
    private static final String UNKNOWN = "not taken for SSH ";
    private static final String HALF = "one side read ";

    @Override
    public String protocol() {
        return "ssh";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("ssh");
    }

    /** What one stream showed, by the port of the end that showed it. */
    private static final class Stream {
        /** Who asks for keys (RFC 4253 8); Wireshark goes by who opened the connection. */
        String client = "";

        final Map<String, String> banners = new TreeMap<>();
        final Map<String, String[]> offers = new TreeMap<>();

        /** Lists of the server or of the client, empty if not seen. */
        String[] offer(boolean ofClient) {
            return offers.entrySet().stream()
                    .filter(offer -> offer.getKey().equals(client) == ofClient)
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(NONE);
        }

        List<String> facts() {
            List<String> facts = new ArrayList<>();
            banners.values().forEach(banner -> add(facts, "banner", banner));
            String[] asked = offer(true);
            String[] answered = offer(false);
            add(facts, "hassh", hassh(asked));
            add(facts, "hassh_server", hassh(answered));
            for (int list = 0; asked.length > 0 && answered.length > 0 && list < NAMES.size(); list++) {
                add(facts, NAMES.get(list), agreed(asked[KEX + list], answered[KEX + list]));
            }
            return facts;
        }

        private static String hassh(String[] offer) {
            return offer.length == 0 ? "" : offer[5] + offer[6];
        }
    }

    private static Map<String, Stream> streams(Path capture) throws IOException {
        Map<String, Stream> streams = new HashMap<>();
        Tshark.rows(capture, "tcp && ssh", FIELDS, row -> {
            Stream stream = streams.computeIfAbsent(ports(row[1], row[2]), name -> new Stream());
            if (!row[BANNER].isEmpty()) {
                stream.banners.putIfAbsent(row[1], row[BANNER]);
            }
            if (!row[KEX].isEmpty()) {
                stream.offers.putIfAbsent(row[1], row);
            }
            if (stream.client.isEmpty() && !row[5].isEmpty()) {
                stream.client = row[1];
            }
            if (List.of(row[3].split(",")).contains("30")
                    || List.of(row[3].split(",")).contains("34")) {
                stream.client = row[1];
            }
        });
        return streams;
    }

    private static String ports(String one, String other) {
        return one.compareTo(other) < 0 ? one + "-" + other : other + "-" + one;
    }

    /** The first cipher the server of a stream offers. */
    static List<String> serversFirstCiphers(Path capture) throws IOException {
        return streams(capture).values().stream()
                .map(stream -> stream.offer(false))
                .filter(offer -> offer.length > 0)
                .map(offer -> offer[KEX + 2].split(",", 2)[0])
                .toList();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Map<String, Stream> streams = streams(subject.file());
        streams.forEach(
                (ports, stream) -> stream.facts().forEach(fact -> theirs.add(read(stream) + ports + " " + fact)));
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            Operation operation = seen.operation();
            if (operation.protocol().equals("ssh") && operation.name().equals("key_exchange")) {
                String originator = "" + seen.connection().originator().port();
                String ports =
                        ports(originator, "" + seen.connection().responder().port());
                List<String> facts = new ArrayList<>();
                add(facts, "banner", operation.attribute("client"));
                add(facts, "banner", operation.attribute("server"));
                add(facts, "hassh", operation.attribute("hassh"));
                add(facts, "hassh_server", operation.attribute("hassh_server"));
                NAMES.forEach(name -> add(facts, name, operation.attribute(name)));
                Stream stream = streams.get(ports);
                String read = stream == null ? UNKNOWN : read(stream);
                facts.forEach(fact -> ours.add(read + ports + " " + fact));
            }
        }
        return new Facts(theirs, ours);
    }

    private static String read(Stream stream) {
        return stream.banners.size() == 1 ? HALF : "";
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        if (!theirs && fact.startsWith(UNKNOWN)) {
            return Optional.of("ssh-wireshark-port");
        }
        return !theirs && fact.startsWith(HALF) ? Optional.of("ssh-wireshark-lines") : Optional.empty();
    }

    private static String agreed(String client, String server) {
        List<String> can = List.of(server.split(","));
        for (String name : client.split(",")) {
            if (can.contains(name)) {
                return name;
            }
        }
        return "";
    }

    private static void add(List<String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(name + " " + value);
        }
    }
}
