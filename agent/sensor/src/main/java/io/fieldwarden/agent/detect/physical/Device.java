package io.fieldwarden.agent.detect.physical;

import io.fieldwarden.agent.observation.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The device, or broker, that holds points. */
final class Device {
    final Address address;
    private final List<Track> tracks = new ArrayList<>();
    private final Map<String, Set<String>> alerted = new HashMap<>();

    Device(Address address) {
        this.address = address;
    }

    void add(Track track) {
        if (tracks.size() < PhysicalLimits.DEFAULT.devicePointsMax()) {
            tracks.add(track);
        }
    }

    /** Whether nothing else that usually moves is moving: the machine stands still, which is no fault of the value. */
    boolean standsStill(Track apartFrom) {
        int others = 0;
        int moving = 0;
        for (Track track : tracks) {
            if (track != apartFrom && track.limits.isQuantity()) {
                others++;
                moving += track.still() ? 0 : 1;
            }
        }
        return others > 0 && moving * 4 < others;
    }

    /** What the situation of a point is called: its own name, or once a device has many, one name for all further ones. */
    String situation(String type, String point) {
        Set<String> names = alerted.computeIfAbsent(type, fresh -> new HashSet<>());
        boolean own = names.contains(point) || names.size() < PhysicalLimits.DEFAULT.alertPointsMax();
        if (own) {
            names.add(point);
        }
        return address + " " + (own ? point : "further points");
    }
}
