package io.fieldwarden.agent.observation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device said, or its traffic shows, who it is. Sent when a fact is new for the asset, not with every frame.
 *
 * @param atNanos time of the frame
 * @param connection the conversation it was said in, if there is one
 * @param asset the device it is about
 * @param source where it was said: {@code arp}, {@code modbus}, {@code mqtt}, …
 * @param facts names are {@code vendor}, {@code product}, {@code model}, {@code firmware}, {@code serial}, {@code name}, …
 */
public record IdentitySeen(
        long atNanos, @Nullable Connection connection, Asset asset, String source, List<Attribute> facts)
        implements Observation {
    public IdentitySeen {
        facts = List.copyOf(facts);
    }
}
