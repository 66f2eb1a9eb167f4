package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A topic of one connection with what was already built for it, so that steady telemetry builds it once. */
final class MqttTopic {
    /** Operations kept per topic: payload lengths of a value that changes by a digit or two. */
    private static final int OPERATIONS_KEPT = 8;

    /** Points kept per topic; payloads with more values build the rest each time. */
    private static final int POINTS_KEPT = 64;

    private final String name;
    private final Points points;
    private final long[] keys = new long[OPERATIONS_KEPT];
    private final @Nullable Operation[] operations = new @Nullable Operation[OPERATIONS_KEPT];
    private int nextOperation;
    private final List<String> paths = new ArrayList<>(1);
    private final List<Points> pathPoints = new ArrayList<>(1);

    MqttTopic(String name) {
        this.name = name;
        this.points = Points.named(name);
    }

    String name() {
        return name;
    }

    Points points() {
        return points;
    }

    /** The operation kept under {@code key}, if there is one. */
    @Nullable
    Operation operation(long key) {
        for (int index = 0; index < OPERATIONS_KEPT; index++) {
            if (keys[index] == key && operations[index] != null) {
                return operations[index];
            }
        }
        return null;
    }

    void keep(long key, Operation operation) {
        keys[nextOperation] = key;
        operations[nextOperation] = operation;
        nextOperation = (nextOperation + 1) % OPERATIONS_KEPT;
    }

    /**
     * The point a value of the payload belongs to: the topic itself, or {@code topic#/json/pointer}.
     *
     * @param index which value of the payload, from 0: payloads of one topic mostly have one shape
     */
    Points point(int index, String path) {
        if (path.isEmpty()) {
            return points;
        }
        if (index < paths.size() && paths.get(index).equals(path)) {
            return pathPoints.get(index);
        }
        Points point = Points.named(name + "#" + path);
        if (index < paths.size()) {
            paths.set(index, path);
            pathPoints.set(index, point);
        } else if (index == paths.size() && index < POINTS_KEPT) {
            paths.add(path);
            pathPoints.add(point);
        }
        return point;
    }
}
