package io.fieldwarden.agent.uplink;

import io.fieldwarden.agent.uplink.UplinkStatus.State;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once when the link is lost and once when it is back; never a line per retry. */
final class LinkLog {
    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);

    private volatile UplinkStatus status = new UplinkStatus(State.STARTING, "", Instant.now());

    UplinkStatus status() {
        return status;
    }

    void connected(long waiting) {
        if (status.state() == State.CONNECTED) {
            return;
        }
        if (status.state() == State.STARTING) {
            LOG.info("Connected to the collector; {} alerts wait to be sent", waiting);
        } else {
            LOG.info("Connected to the collector again (lost since {}); {} alerts waited", status.since(), waiting);
        }
        status = new UplinkStatus(State.CONNECTED, "", Instant.now());
    }

    void lost(String why, long waiting) {
        if (status.state() != State.LOST) {
            LOG.warn("No link to the collector: {}. {} alerts wait on disk; it is tried again for ever", why, waiting);
        }
        change(State.LOST, why);
    }

    void refused(String why, long waiting) {
        if (status.state() != State.REFUSED) {
            LOG.error("{}. {} alerts wait on disk", why, waiting);
        }
        change(State.REFUSED, why);
    }

    private void change(State state, String why) {
        Instant since = status.state() == state ? status.since() : Instant.now();
        status = new UplinkStatus(state, why, since);
    }
}
