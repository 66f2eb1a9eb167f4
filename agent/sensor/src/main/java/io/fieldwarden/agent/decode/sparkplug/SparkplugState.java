package io.fieldwarden.agent.decode.sparkplug;

import io.fieldwarden.agent.decode.PayloadDecoder.PayloadValues;
import io.fieldwarden.agent.decode.PayloadDecoder.PointValue;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen.Quality;
import io.fieldwarden.agent.observation.ValueSeen.Way;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The state of a host application (6.4.26), also in its older form of one word. */
final class SparkplugState {
    private static final Pattern ONLINE = Pattern.compile("\"online\"\\s*:\\s*(true|false)");
    private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\"\\s*:\\s*(\\d{1,19})");
    /** Longest state read, in bytes: two members, and room for blanks. */
    private static final int BYTES_MAX = 512;

    private final SparkplugLimits limits;
    private final PayloadValues values;

    SparkplugState(SparkplugLimits limits, PayloadValues values) {
        this.limits = limits;
        this.values = values;
    }

    /** Tells the state; false for the topic of something else that happens to be called STATE. */
    boolean tell(String topic, String host, Window payload) {
        String text = payload.latin1(0, Math.min(payload.length(), BYTES_MAX)).strip();
        Matcher online = ONLINE.matcher(text);
        boolean word = text.equals("ONLINE") || text.equals("OFFLINE");
        boolean json = text.startsWith("{") && online.find();
        if (!word && !json) {
            if (!topic.startsWith(SparkplugTopic.NAMESPACE)) {
                return false;
            }
            values.anomaly(
                    SparkplugAnomaly.STATE_INVALID,
                    "state of " + payload.length() + " bytes, expected JSON with online and timestamp");
            return true;
        }
        boolean isOnline = word ? text.equals("ONLINE") : online.group(1).equals("true");
        Points point = Points.named(topic + "#online");
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("host_id", host.substring(0, Math.min(host.length(), limits.textCharsMax()))));
        attributes.add(new Attribute("online", Boolean.toString(isOnline)));
        Matcher timestamp = TIMESTAMP.matcher(text);
        if (json && timestamp.find()) {
            attributes.add(new Attribute("timestamp", timestamp.group(1)));
        }
        values.operation(new Operation(SparkplugDecoder.FORMAT, -1, "state", Access.PUBLISH, "", point, attributes));
        Values truth = new Values.Bits(new byte[] {(byte) (isOnline ? 1 : 0)}, 1);
        values.point(new PointValue(Way.REPORTED, point, truth, Quality.UNSTATED, ""));
        return true;
    }
}
