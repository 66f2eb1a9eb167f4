package io.fieldwarden.agent.uplink;

import java.time.Instant;

/**
 * How the link to the collector is.
 *
 * @param state whether it works
 * @param why what is wrong and what to do, empty when it works
 * @param since when it became so
 */
public record UplinkStatus(State state, String why, Instant since) {
    /** Whether the link works. */
    public enum State {
        /** Nothing was tried yet. */
        STARTING,
        /** The collector answered last time. */
        CONNECTED,
        /** The collector cannot be reached, or cannot take anything now; alerts wait on disk. */
        LOST,
        /** The collector does not accept this agent's certificate; alerts wait on disk until somebody enrols it again. */
        REFUSED
    }
}
