package io.fieldwarden.agent.decode.profinet;

/**
 * Limits of the PROFINET decoders (IEC 61158-6-10), per connection where not said otherwise.
 *
 * @param answerNanos how long an answer may take, in traffic time
 * @param openRequests DCP requests awaiting their answer; the oldest is told as unanswered when one more comes
 * @param identifies multicast identify requests remembered by all connections, to know whether an answer was asked for
 * @param openCalls calls to the connection manager awaiting their answer, over all connections
 * @param blocks blocks read of one message
 * @param attributes attributes told of one message
 * @param textChars characters of one text a device supplied
 * @param anomalies anomalies told of one message
 * @param cyclicFrames frame ids whose state is remembered
 * @param fragmentBytes bytes kept of calls that came in fragments, for each call
 * @param fragmentedCalls calls in fragments kept at a time, over all connections
 */
record ProfinetLimits(
        long answerNanos,
        int openRequests,
        int identifies,
        int openCalls,
        int blocks,
        int attributes,
        int textChars,
        int anomalies,
        int cyclicFrames,
        int fragmentBytes,
        int fragmentedCalls) {

    static ProfinetLimits standard() {
        return new ProfinetLimits(10_000_000_000L, 32, 256, 512, 128, 96, 240, 4, 16, 65_536, 16);
    }
}
