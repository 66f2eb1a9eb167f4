package io.fieldwarden.collector.sink.format;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.OperationFact;
import io.fieldwarden.agent.contract.Party;
import io.fieldwarden.agent.contract.Technique;
import io.fieldwarden.collector.store.AlertStore.Change;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parts of an alert as words, for formats that know only keys and texts. */
final class Words {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]{2,45}");
    private static final Pattern MAC = Pattern.compile("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}");
    private static final List<String> TRANSPORTS = List.of("tcp", "udp", "icmp", "icmpv6", "arp");

    private Words() {}

    static String kind(Change change) {
        return change.kind().name().toLowerCase(Locale.ROOT);
    }

    static String state(Change change) {
        return change.state().name().toLowerCase(Locale.ROOT);
    }

    static String expected(Alert alert) {
        return sentence(alert.expected().summary(), alert.expected().values());
    }

    static String seen(Alert alert) {
        return sentence(alert.seen().summary(), alert.seen().values());
    }

    private static String sentence(String summary, List<String> values) {
        return values.isEmpty() ? summary : summary + " (" + String.join(", ", values) + ")";
    }

    static String techniques(Alert alert) {
        return alert.techniques().stream().map(Technique::id).collect(Collectors.joining(" "));
    }

    static String details(OperationFact operation) {
        return operation.details().stream()
                .map(detail -> detail.name() + ": " + detail.value())
                .collect(Collectors.joining(", "));
    }

    /** Whether what the alert calls its protocol is one of transport or below, not of an application. */
    static boolean isTransport(String protocol) {
        return TRANSPORTS.contains(protocol);
    }

    static boolean isIpv4(Party party) {
        return IPV4.matcher(party.address()).matches();
    }

    static boolean isIpv6(Party party) {
        return !isMac(party) && IPV6.matcher(party.address()).matches();
    }

    /** The IP address, empty if it has none. */
    static String ip(Party party) {
        return isIpv4(party) || isIpv6(party) ? party.address() : "";
    }

    private static boolean isMac(Party party) {
        return MAC.matcher(party.address()).matches();
    }

    /** The hardware address, which stands for the address where there is no other; empty if unknown. */
    static String mac(Party party) {
        return isMac(party) ? party.address() : party.mac();
    }

    /** The port, empty if there is none. */
    static String port(Party party) {
        return party.port() == 0 ? "" : String.valueOf(party.port());
    }
}
