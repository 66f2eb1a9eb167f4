package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;

/**
 * What a room took in and gave out since start.
 *
 * @param room for instance {@code capture}
 * @param received units taken in
 * @param emitted units handed on
 * @param dropped units given up for a named limit
 * @param failed units lost to a defect
 */
@Json
public record RoomReport(String room, long received, long emitted, long dropped, long failed) {}
