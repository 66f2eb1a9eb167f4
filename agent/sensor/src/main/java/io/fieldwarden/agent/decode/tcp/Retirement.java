package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts decoders that threw, and logs each of them once. */
final class Retirement {
    private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);

    private final List<ProtocolDecoder> decoders;
    private final RoomMeter meter;
    private final boolean[] logged;

    Retirement(List<ProtocolDecoder> decoders, RoomMeter meter) {
        this.decoders = List.copyOf(decoders);
        this.meter = meter;
        this.logged = new boolean[decoders.size()];
    }

    void failed(Flow flow, Throwable why) {
        failed(flow.decoder, flow, why);
    }

    void failed(int decoder, Flow flow, Throwable why) {
        meter.failed(1);
        if (!logged[decoder]) {
            logged[decoder] = true;
            LOG.error(
                    "Decoder {} failed on {} and is not used for that connection any more; this is a defect of the"
                            + " decoder, other connections are decoded as before. Further failures of it are only"
                            + " counted.",
                    decoders.get(decoder).protocol(),
                    flow.connection,
                    why);
        }
    }
}
