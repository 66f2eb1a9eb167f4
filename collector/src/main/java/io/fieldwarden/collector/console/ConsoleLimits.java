package io.fieldwarden.collector.console;

import java.time.Duration;

/**
 * Every limit of the console.
 *
 * @param bodyBytesMax largest request body
 * @param headerBytesMax all header fields of a request together
 * @param requestTime a request not answered by then is answered 503
 * @param connectionIdle a connection without a byte for this long is closed
 * @param streamsMax live streams open at the same time
 * @param streamChangesMax changes read for a stream at once
 * @param streamBehindMax a stream further behind than this is told to load anew
 * @param heartbeat a comment is sent on a stream this often, and its session checked
 * @param listTextMax characters of a text in a list
 * @param silentAfter an agent not heard for this long is silent
 */
public record ConsoleLimits(
        int bodyBytesMax,
        int headerBytesMax,
        Duration requestTime,
        Duration connectionIdle,
        int streamsMax,
        int streamChangesMax,
        int streamBehindMax,
        Duration heartbeat,
        int listTextMax,
        Duration silentAfter) {

    public static final ConsoleLimits STANDARD = new ConsoleLimits(
            64 * 1024,
            16 * 1024,
            Duration.ofSeconds(20),
            Duration.ofSeconds(75),
            200,
            100,
            1_000,
            Duration.ofSeconds(15),
            300,
            Duration.ofMinutes(3));
}
