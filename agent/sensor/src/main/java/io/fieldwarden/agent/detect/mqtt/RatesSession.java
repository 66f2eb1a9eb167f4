package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.Measure;
import io.fieldwarden.agent.baseline.Measures;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.contract.Expectation;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.detect.DetectSettings;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts messages and logins of one lane's MQTT clients. */
final class RatesSession implements DetectorSession {
    private static final int MESSAGES = 0;
    private static final int LOGINS = 1;
    /** Stands for the busiest client of a broker. */
    private static final String ANY = "*";

    private final DetectContext context;
    private final Measures usual;
    private final Tracked<Connection, Pace> byConnection = new Tracked<>(DetectLimits.DEFAULT.trackedMax());
    private final Tracked<Pace.Pair, Pace> byStation = new Tracked<>(DetectLimits.DEFAULT.trackedMax());
    private final KeyText key = new KeyText();
    private boolean learning;
    private long withdrawals;

    RatesSession(DetectContext context) {
        this.context = context;
        this.usual = context.baseline().measures("mqtt.pace", "messages-a-minute", "logins-a-minute");
        this.learning = context.baseline().learning().on();
    }

    @Override
    public void observe(Observation observation) {
        switch (observation) {
            case OperationSeen seen -> {
                if (MqttFields.isPublish(seen.operation())) {
                    if (MqttFields.fromClient(seen) || seen.connection().transport() == Transport.BROKER) {
                        count(MESSAGES, seen);
                    }
                } else if (MqttFields.isConnect(seen.operation())) {
                    count(LOGINS, seen);
                }
            }
            case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
        }
    }

    private void count(int what, OperationSeen seen) {
        startAnewIfNeeded();
        Pace pace = byConnection.find(seen.connection());
        if (pace == null) {
            pace = pace(seen);
            byConnection.put(seen.connection(), pace);
        }
        long counted = pace.add(what, seen.atNanos());
        if (learning) {
            learn(what, pace, counted, seen.atNanos());
        } else if (usual.judges() && counted > most(what, pace)) {
            raise(what, pace, counted, seen);
        }
    }

    /** What was worked out from the baseline is worth nothing when the baseline is another. */
    private void startAnewIfNeeded() {
        boolean on = context.baseline().learning().on();
        if (on != learning || withdrawals != context.baseline().withdrawals()) {
            learning = on;
            withdrawals = context.baseline().withdrawals();
            byConnection.clear();
            byStation.clear();
        }
    }

    private Pace pace(OperationSeen seen) {
        boolean tapped = seen.connection().transport() == Transport.BROKER;
        Address client = seen.connection().end(seen.from()).address();
        Address broker =
                tapped ? client : seen.connection().end(seen.from().opposite()).address();
        Pace.Pair stations = new Pace.Pair(client, broker);
        return byStation.of(stations, fresh -> {
            key.start().part(client).part(broker);
            boolean learns = learning && !context.findings().suspected(client);
            return new Pace(fresh, learns ? usual.learn(key, seen.atNanos()) : usual.find(key));
        });
    }

    private void learn(int what, Pace pace, long counted, long atNanos) {
        Measure row = pace.usual;
        if (row != null && counted > row.get(what)) {
            row.set(what, counted);
            Measure busiest = usual.learn(key.start().part(ANY).part(pace.stations.broker()), atNanos);
            if (busiest != null) {
                busiest.set(what, Math.max(busiest.get(what), counted));
            }
        }
    }

    private double most(int what, Pace pace) {
        if (Double.isNaN(pace.most(what))) {
            DetectSettings settings = context.settings();
            Address broker = pace.stations.broker();
            double floor = settings.value(what == MESSAGES ? Rates.MESSAGES_FLOOR : Rates.LOGINS_FLOOR, broker);
            double factor = settings.value(what == MESSAGES ? Rates.MESSAGES_FACTOR : Rates.LOGINS_FACTOR, broker);
            pace.most(what, Math.max(floor, factor * learned(what, pace)));
        }
        return pace.most(what);
    }

    private double learned(int what, Pace pace) {
        Measure row = row(pace);
        return row == null ? 0 : row.get(what);
    }

    private @Nullable Measure row(Pace pace) {
        return pace.usual != null
                ? pace.usual
                : usual.find(key.start().part(ANY).part(pace.stations.broker()));
    }

    private void raise(int what, Pace pace, long counted, OperationSeen seen) {
        boolean logins = what == LOGINS;
        Address client = pace.stations.client();
        Address broker = pace.stations.broker();
        boolean tapped = seen.connection().transport() == Transport.BROKER;
        Who who = tapped ? Who.of(seen.connection()) : Who.asked(seen.connection(), seen.from());
        String what1 = logins ? "login" : "message";
        double limit = pace.most(what);
        Finding finding = new Finding(
                seen.atNanos(),
                logins ? Rates.LOGINS : Rates.MESSAGES,
                client + " to " + broker,
                who.over(MqttFields.PROTOCOL),
                () -> Story.unlearned(
                        expected(what, pace, (long) limit, what1),
                        client + (logins ? " logged on to broker " : " published to broker ") + broker + " "
                                + Phrases.count(counted) + " times within a minute.",
                        0.8));
        context.findings().raise(finding);
    }

    private Expectation expected(int what, Pace pace, long limit, String noun) {
        Measure row = row(pace);
        String whose = pace.usual != null
                ? pace.stations.client() + " sent at most "
                : "No client of broker " + pace.stations.broker() + " sent more than ";
        String learned = row == null
                ? "Nothing was sent to broker " + pace.stations.broker() + " while learning"
                : whose + Phrases.count((long) row.get(what), noun) + " within a minute";
        return new Expectation(
                learned + "; more than " + Phrases.count(limit) + " are too many.",
                List.of(),
                row == null ? 0 : Objects.requireNonNull(row).count(),
                Phrases.instant(row == null ? context.baseline().learning().sinceNanos() : row.firstNanos()));
    }
}
