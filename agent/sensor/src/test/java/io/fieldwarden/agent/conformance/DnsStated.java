package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One DNS message as Wireshark states it, and our operations, in the same words. */
final class DnsStated {
    /** Of the answers so many are told. */
    private static final int ANSWERS_MAX = 32;

    private static final int TEXT_MAX = 255;
    private static final int HINFO = 13;
    private static final int TXT = 16;
    private static final int SRV = 33;

    private static final Map<Integer, String> FIELDS = Map.of(
            1,
            "dns.a",
            2,
            "dns.ns",
            5,
            "dns.cname",
            6,
            "dns.soa.mname",
            12,
            "dns.ptr.domain_name",
            15,
            "dns.mx.mail_exchange",
            28,
            "dns.aaaa",
            SRV,
            "dns.srv.target",
            39,
            "dns.dname");

    private static final Map<Integer, String> TYPES = Map.ofEntries(
            Map.entry(1, "A"),
            Map.entry(2, "NS"),
            Map.entry(5, "CNAME"),
            Map.entry(6, "SOA"),
            Map.entry(10, "NULL"),
            Map.entry(12, "PTR"),
            Map.entry(HINFO, "HINFO"),
            Map.entry(15, "MX"),
            Map.entry(TXT, "TXT"),
            Map.entry(24, "SIG"),
            Map.entry(25, "KEY"),
            Map.entry(28, "AAAA"),
            Map.entry(29, "LOC"),
            Map.entry(SRV, "SRV"),
            Map.entry(35, "NAPTR"),
            Map.entry(37, "CERT"),
            Map.entry(39, "DNAME"),
            Map.entry(41, "OPT"),
            Map.entry(43, "DS"),
            Map.entry(44, "SSHFP"),
            Map.entry(46, "RRSIG"),
            Map.entry(47, "NSEC"),
            Map.entry(48, "DNSKEY"),
            Map.entry(50, "NSEC3"),
            Map.entry(52, "TLSA"),
            Map.entry(64, "SVCB"),
            Map.entry(65, "HTTPS"),
            Map.entry(249, "TKEY"),
            Map.entry(250, "TSIG"),
            Map.entry(251, "IXFR"),
            Map.entry(252, "AXFR"),
            Map.entry(255, "ANY"),
            Map.entry(257, "CAA"));

    private static final List<String> NAMES = List.of(
            "dns.qry.name",
            "dns.resp.name",
            "dns.ns",
            "dns.cname",
            "dns.soa.mname",
            "dns.ptr.domain_name",
            "dns.mx.mail_exchange",
            "dns.srv.target");

    private final Map<String, List<String>> message;

    DnsStated(Map<String, List<String>> message) {
        this.message = message;
    }

    String first(String field) {
        List<String> values = message.getOrDefault(field, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** Whether the layer has more than a name. */
    boolean hasHeader() {
        return message.containsKey("dns.flags.response");
    }

    /** Whether a name is longer than 255 bytes or has a label of a reserved kind. */
    boolean hasBrokenName() {
        return NAMES.stream()
                .flatMap(field -> message.getOrDefault(field, List.of()).stream())
                .anyMatch(name -> name.contains("&lt;Name too long") || name.contains("&lt;Unknown extended label"));
    }

    boolean response() {
        return first("dns.flags.response").equals("1")
                || first("dns.flags.response").equals("True");
    }

    int id() {
        return first("dns.id").isEmpty() ? 0 : Integer.decode(first("dns.id"));
    }

    private boolean flag(String field) {
        return first(field).equals("1") || first(field).equals("True");
    }

    /** Name and type of every question. */
    List<String> questions() {
        List<String> questions = new ArrayList<>();
        List<String> names = message.getOrDefault("dns.qry.name", List.of());
        List<String> types = message.getOrDefault("dns.qry.type", List.of());
        for (int index = 0; index < Math.min(names.size(), types.size()); index++) {
            questions.add(name(names.get(index)) + " " + type(Integer.decode(types.get(index))));
        }
        return questions.isEmpty() ? List.of(" TYPE0") : questions;
    }

    static String type(int type) {
        return TYPES.getOrDefault(type, "TYPE" + type);
    }

    /** Whether it is the name of a type. */
    static boolean isType(String name) {
        return TYPES.containsValue(name.toUpperCase(Locale.ROOT)) || name.matches("TYPE[0-9]+");
    }

    static String name(String shown) {
        String plain = plain(shown);
        return plain.equals("<Root>") ? "" : plain.substring(0, Math.min(TEXT_MAX, plain.length()));
    }

    /** PDML is XML. */
    private static String plain(String shown) {
        return shown.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&#x27;", "'")
                .replace("&amp;", "&");
    }

    /** Names of the records of the answer section. */
    List<String> owners() {
        List<String> names = message.getOrDefault("dns.resp.name", List.of());
        return names.subList(0, Math.min(names.size(), answers().size())).stream()
                .map(DnsStated::name)
                .toList();
    }

    /** Data of the records of the answer section, which come first; of types whose data is not read the name of the type. */
    List<String> answers() {
        String count = first("dns.count.answers");
        List<String> types = message.getOrDefault("dns.resp.type", List.of());
        int most = Math.min(count.isEmpty() ? 0 : Integer.parseInt(count), Math.min(types.size(), ANSWERS_MAX));
        Map<String, Integer> used = new HashMap<>();
        List<String> answers = new ArrayList<>();
        for (int index = 0; index < most; index++) {
            int type = Integer.decode(types.get(index));
            String field = FIELDS.get(type);
            if (type == TXT) {
                answers.add(texts(index, used));
            } else if (type == HINFO) {
                answers.add(plain(next("dns.hinfo.cpu", used)) + " " + plain(next("dns.hinfo.os", used)));
            } else if (field == null) {
                answers.add(type(type));
            } else {
                String value = name(next(field, used));
                answers.add(type == SRV ? value + ":" + next("dns.srv.port", used) : value);
            }
        }
        return answers;
    }

    private String next(String field, Map<String, Integer> used) {
        List<String> values = message.getOrDefault(field, List.of());
        int index = used.merge(field, 1, Integer::sum) - 1;
        return index < values.size() ? values.get(index) : "";
    }

    /** As many strings as fill the record, each with the byte of its length. */
    private String texts(int record, Map<String, Integer> used) {
        int left =
                Integer.parseInt(message.getOrDefault("dns.resp.len", List.of()).get(record));
        List<String> strings = new ArrayList<>();
        while (left > 0) {
            String length = next("dns.txt.length", used);
            if (length.isEmpty()) {
                break;
            }
            left -= 1 + Integer.parseInt(length);
            strings.add(plain(next("dns.txt", used)));
        }
        String all = String.join(" ", strings);
        return all.substring(0, Math.min(TEXT_MAX, all.length()));
    }

    /** Every question asked, or how it was answered. */
    void facts(List<String> facts) {
        for (String question : questions()) {
            String which = id() + " " + question + " ";
            if (!response()) {
                facts.add(which + "asked");
                continue;
            }
            facts.add(which + "answered " + first("dns.flags.rcode"));
            if (flag("dns.flags.authoritative")) {
                facts.add(which + "AA");
            }
            if (flag("dns.flags.truncated")) {
                facts.add(which + "TC");
            }
            answers().forEach(answer -> facts.add(which + "is " + answer));
        }
    }

    static void ours(OperationSeen seen, List<String> facts) {
        String which = seen.operation().attribute("trans_id") + " "
                + seen.operation().attribute("query") + " "
                + seen.operation().attribute("qtype_name") + " ";
        Outcome.Kind kind = seen.outcome().kind();
        List<Attribute> attributes = seen.operation().attributes();
        if (!seen.operation().attribute("query_seen").equals("false")) {
            facts.add(which + "asked");
        }
        if (kind == Outcome.Kind.UNANSWERED) {
            return;
        }
        facts.add(which + "answered " + seen.outcome().code());
        for (Attribute attribute : attributes) {
            switch (attribute.name()) {
                case "AA", "TC" -> facts.add(which + attribute.name());
                case "answers" -> facts.add(which + "is " + attribute.value());
                default -> {
                    // not compared
                }
            }
        }
    }
}
