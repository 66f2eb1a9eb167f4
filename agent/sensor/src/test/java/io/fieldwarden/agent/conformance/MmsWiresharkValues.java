package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Values that MMS read and wrote, as Wireshark shows them: truths, numbers, bit strings, octets, texts and times. */
public final class MmsWiresharkValues implements Opinion {
    private static final String READ = "4";
    private static final String WRITE = "5";
    private static final String SERVICES =
            "mms.confirmedServiceRequest in {4, 5} || mms.confirmedServiceResponse in {4, 5}";

    @Override
    public String protocol() {
        return "mms";
    }

    @Override
    public String whose() {
        return "wireshark-values";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("mms");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Map<String, List<String>> open = new HashMap<>();
        String fresh = "(" + SERVICES + ") && !tcp.analysis.retransmission";
        Tshark.messages(subject.file(), fresh, "mms", message -> theirs(message, open, theirs));
        List<String> ours = new ArrayList<>();
        for (ValueSeen seen : subject.run().values()) {
            if (seen.connection().protocol().equals("mms") && seen.way() != ValueSeen.Way.REPORTED) {
                for (int index = 0; index < seen.values().size(); index++) {
                    ours.add(seen.way() + " "
                            + (seen.values() instanceof Values.Numbers numbers
                                    ? number(numbers.number(index))
                                    : MmsTexts.ours(seen.values().text(index))));
                }
            }
        }
        return new Facts(theirs, ours);
    }

    /** What is written counts once all of it was accepted; what is read only where it was asked for. */
    private static void theirs(Map<String, List<String>> message, Map<String, List<String>> open, List<String> facts) {
        String exchange = one(message, "tcp.stream") + " " + one(message, "mms.invokeID");
        String request = one(message, "mms.confirmedServiceRequest");
        String response = one(message, "mms.confirmedServiceResponse");
        if (!request.isEmpty()) {
            open.put(exchange, request.equals(WRITE) ? values(message) : List.of());
            return;
        }
        List<String> asked = open.remove(exchange);
        boolean refused = message.containsKey("mms.failure");
        if (asked != null && response.equals(WRITE) && !refused) {
            asked.forEach(value -> facts.add("WRITTEN " + value));
        } else if (asked != null && response.equals(READ)) {
            values(message).forEach(value -> facts.add("READ " + value));
        }
    }

    private static List<String> values(Map<String, List<String>> message) {
        List<String> values = new ArrayList<>();
        all(message, "mms.boolean").forEach(value -> values.add(number(value.matches("1|True") ? 1 : 0)));
        all(message, "mms.integer").forEach(value -> values.add(number(Double.parseDouble(value))));
        all(message, "mms.unsigned").forEach(value -> values.add(number(Double.parseDouble(value))));
        all(message, "mms.floating_point").forEach(value -> values.add(real(value.replace(":", ""))));
        all(message, "mms.data_bit-string").forEach(value -> values.add(MmsTexts.theirs(value, true)));
        all(message, "mms.data.octet-string").forEach(value -> values.add(MmsTexts.ours(value.replace(":", ""))));
        for (String field : List.of("mms.data.visible-string", "mms.mMSString", "mms.utc_time")) {
            all(message, field).forEach(value -> values.add(MmsTexts.theirs(value, false)));
        }
        return values;
    }

    /** The length of the exponent, then IEEE 754. */
    private static String real(String hex) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        return number(bytes.capacity() == 5 ? bytes.getFloat(1) : bytes.getDouble(1));
    }

    private static String number(double value) {
        return "number " + (float) value;
    }

    private static List<String> all(Map<String, List<String>> message, String field) {
        return message.getOrDefault(field, List.of());
    }

    private static String one(Map<String, List<String>> message, String field) {
        return all(message, field).stream().findFirst().orElse("");
    }
}
