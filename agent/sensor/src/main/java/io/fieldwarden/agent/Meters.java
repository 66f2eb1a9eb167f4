package io.fieldwarden.agent;

import io.fieldwarden.agent.contract.RoomReport;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.util.List;

/**
 * One meter for each room, in flow order.
 *
 * @param capture frames taken from sources; dropped by the kernel or a limit
 * @param broker publications taken from broker taps
 * @param decode frames in, observations out
 * @param detect observations in, alerts and revisions out
 * @param spool alerts in, alerts handed to the uplink and receipted out
 * @param uplink batches
 */
record Meters(
        RoomMeter capture, RoomMeter broker, RoomMeter decode, RoomMeter detect, RoomMeter spool, RoomMeter uplink) {

    static Meters create() {
        return new Meters(
                new RoomMeter("capture"),
                new RoomMeter("broker"),
                new RoomMeter("decode"),
                new RoomMeter("detect"),
                new RoomMeter("spool"),
                new RoomMeter("uplink"));
    }

    List<RoomMeter> all() {
        return List.of(capture, broker, decode, detect, spool, uplink);
    }

    List<RoomReport> reports() {
        return all().stream().map(RoomMeter::report).toList();
    }
}
