package io.fieldwarden.agent.uplink;

import io.fieldwarden.agent.contract.Batch;
import io.fieldwarden.agent.spool.SpooledAlert;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Writes a {@link Batch} from alerts that are JSON already, so that they need not be read and written again. */
final class Batches {
    /** What a batch may hold of alerts, so that it stays within {@link Batch#BYTES_MAX} with all that surrounds them. */
    static final long ALERT_BYTES_MAX = Batch.BYTES_MAX - 1024L;

    private Batches() {}

    static String newId() {
        return UUID.randomUUID().toString();
    }

    static byte[] json(String id, List<SpooledAlert> alerts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        out.writeBytes(("{\"id\":\"" + id + "\",\"alerts\":[").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < alerts.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(alerts.get(i).json());
        }
        out.write(']');
        out.write('}');
        return out.toByteArray();
    }
}
