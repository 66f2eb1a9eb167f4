package io.fieldwarden.agent.detect.operation;

import io.fieldwarden.agent.baseline.Entry;
import io.fieldwarden.agent.baseline.Runs;
import org.jspecify.annotations.Nullable;

/**
 * What the baseline holds of one normal command, so that it can be counted without being looked up again.
 *
 * @param command the command of this pair
 * @param partner the pair
 * @param writer the writer, if the command changes the device
 * @param runs the points it touches, if it has any
 */
record Known(
        Entry command,
        Entry partner,
        @Nullable Entry writer,
        @Nullable Runs runs) {
    void again(long atNanos) {
        command.again(atNanos);
        partner.again(atNanos);
        if (writer != null) {
            writer.again(atNanos);
        }
        if (runs != null) {
            runs.again(atNanos);
        }
    }
}
