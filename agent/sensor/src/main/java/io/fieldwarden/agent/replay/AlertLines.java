package io.fieldwarden.agent.replay;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.detect.AlertSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes each alert once, in its last revision, in the order the alerts were first raised. At most {@link #HELD_MAX} are
 * held back for later revisions; beyond that the eldest is written, and should it grow after all, written again with a higher
 * revision.
 */
public final class AlertLines implements AlertSink {
    static final int HELD_MAX = 2048;

    private final OutputStream out;
    private final Map<String, Alert> held = new LinkedHashMap<>();

    public AlertLines(OutputStream out) {
        this.out = out;
    }

    @Override
    public void alert(Alert alert) {
        Alert before = held.get(alert.id());
        // a revision without packets leaves those of an earlier one as they are
        held.put(
                alert.id(), before != null && alert.evidence() == null ? alert.withEvidence(before.evidence()) : alert);
        if (held.size() > HELD_MAX) {
            Alert eldest = held.values().iterator().next();
            held.remove(eldest.id());
            write(eldest);
        }
    }

    /** Writes what is held. */
    public void finish() throws IOException {
        held.values().forEach(this::write);
        held.clear();
        out.flush();
    }

    private void write(Alert alert) {
        try {
            out.write(ContractJson.bytes(alert));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
