package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.bacnet.BacnetRequest.Written;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Asset;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.ValueSeen.Quality;
import io.fieldwarden.agent.observation.ValueSeen.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what one connection shows, and whose it is. */
final class BacnetFacts {
    /** What devices have said of themselves, so that it is told once; shared by all connections, as broadcasts make many. */
    static final class Known {
        private final int most;
        private final Map<Device, Map<String, String>> devices = new LinkedHashMap<>();

        /** A device by its address and, behind a router, its network and station. */
        record Device(Address address, String station) {}

        Known(int most) {
            this.most = most;
        }

        /** Remembers a fact; whether it is new. */
        boolean isNews(Device device, String name, String value) {
            Map<String, String> facts = devices.get(device);
            if (facts == null) {
                if (devices.size() >= most) {
                    devices.remove(devices.keySet().iterator().next());
                }
                facts = new HashMap<>();
                devices.put(device, facts);
            }
            return !value.equals(facts.put(name, value));
        }
    }

    final Connection connection;
    private final ObservationSink observations;
    private final Known known;
    private final BacnetLimits limits;

    BacnetFacts(Connection connection, ObservationSink observations, Known known, BacnetLimits limits) {
        this.connection = connection;
        this.observations = observations;
        this.known = known;
        this.limits = limits;
    }

    void operation(Operation operation, Direction from, Outcome outcome, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, from, operation, outcome));
    }

    void value(Way way, Written value, long atNanos) {
        value(way, value, Quality.UNSTATED, "", atNanos);
    }

    void value(Way way, Written value, Quality quality, String unit, long atNanos) {
        observations.observe(new ValueSeen(atNanos, connection, way, value.points(), value.values(), quality, unit));
    }

    /** Tells what the sender of {@code message} says of itself, as far as it is new. */
    void identity(BacnetMessage message, List<Attribute> facts) {
        Endpoint sender = connection.end(message.from);
        Address origin = message.origin;
        Asset asset = origin == null ? new Asset(sender.address(), sender.mac()) : new Asset(origin, Endpoint.NO_MAC);
        String station = message.npdu.hasSource() ? message.npdu.source() : "";
        Known.Device device = new Known.Device(asset.address(), station);
        List<Attribute> news = new ArrayList<>();
        for (Attribute fact : facts) {
            if (!fact.value().isEmpty() && known.isNews(device, fact.name(), fact.value())) {
                news.add(fact);
            }
        }
        if (!news.isEmpty()) {
            if (!station.isEmpty()) {
                news.addFirst(new Attribute("network_address", station));
            }
            observations.observe(new IdentitySeen(message.atNanos, connection, asset, BacnetDecoder.PROTOCOL, news));
        }
    }

    /** Tells a broken rule; of what is malformed only the first thing in a message. */
    void anomaly(BacnetMessage message, BacnetAnomaly anomaly, String detail) {
        if (!anomaly.malformed() || message.firstFault()) {
            observations.observe(new AnomalySeen(message.atNanos, connection, anomaly, detail));
        }
    }

    void anomaly(BacnetAnomaly anomaly, String detail, long atNanos) {
        observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
    }

    /**
     * What the names of points begin with: nothing for the responder's own, {@code 3:6c/} for a device behind a router, the
     * address for anybody else.
     *
     * @param sender whether the points are the sender's, not the receiver's
     */
    String owner(BacnetMessage message, boolean sender) {
        if (sender && message.npdu.hasSource()) {
            return message.npdu.source() + "/";
        }
        if (!sender && message.npdu.toRemote()) {
            return message.npdu.destination() + "/";
        }
        Address origin = message.origin;
        if (sender && origin != null) {
            return origin + "/";
        }
        boolean originator = (message.from == Direction.FROM_ORIGINATOR) == sender;
        return originator ? connection.originator().address() + "/" : "";
    }

    BacnetLimits limits() {
        return limits;
    }
}
