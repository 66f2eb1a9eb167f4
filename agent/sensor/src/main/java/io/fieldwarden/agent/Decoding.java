package io.fieldwarden.agent;

import io.fieldwarden.agent.decode.Anomalies;
import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ethernet.ArpReader;
import io.fieldwarden.agent.decode.ethernet.EthernetLayer;
import io.fieldwarden.agent.decode.ip.IpLayer;
import io.fieldwarden.agent.decode.tcp.TransportLayer;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layers from frame to observation, wired by hand: link, IP, transport, protocol sessions. Used by one thread. Traffic
 * time never goes back: a frame with an earlier time counts as simultaneous with the one before.
 */
public final class Decoding {
    private static final Logger LOG = LoggerFactory.getLogger(Decoding.class);
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final ObservationSink observations;
    private final RoomMeter meter;
    private final TransportLayer transport;
    private final IpLayer ip;
    private final EthernetLayer link;
    private long nowNanos;
    private long toldNanos;
    private boolean started;
    private boolean failureLogged;

    /**
     * @param protocols asked in this order what a connection speaks
     * @param payloads handed to sessions for what their protocols carry
     * @param observations where everything that is seen goes
     * @param meter received counts frames, emitted observations
     */
    public Decoding(
            List<ProtocolDecoder> protocols,
            List<PayloadDecoder> payloads,
            DecodeLimits limits,
            ObservationSink observations,
            RoomMeter meter) {
        this.observations = observations;
        this.meter = meter;
        Anomalies anomalies = new Anomalies(this::tell, meter, limits.anomaliesPerSecondMax());
        this.transport =
                new TransportLayer(protocols, new DecodeContext(this::tell, payloads), limits.tcp(), anomalies, meter);
        this.ip = new IpLayer(transport, limits.ip(), anomalies, meter);
        ArpReader arp = new ArpReader(limits.ethernet(), this::tell, anomalies, meter);
        EthernetLayer.Above above = new EthernetLayer.Above(ip, arp, transport::frame);
        this.link = new EthernetLayer(above, limits.ethernet(), anomalies, meter);
    }

    /**
     * Decodes one frame, read in place during the call.
     *
     * @param packet says where the frame lies, when it was captured and on what kind of link; reused by the caller
     * @return the connection it belongs to, 0 if none
     */
    public long frame(Packet packet) {
        meter.received(1);
        advance(packet.atNanos);
        packet.atNanos = nowNanos;
        try {
            link.packet(packet);
        } catch (RuntimeException e) { // whatever a stranger sends, the next frame is decoded
            failed(e);
        }
        return packet.connectionId;
    }

    /** Says what time it is when no frame does. */
    public void tick(long atNanos) {
        advance(atNanos);
    }

    /** Ends all connections: the capture is over. */
    public void close(long atNanos) {
        advance(atNanos);
        ip.close(nowNanos);
        transport.close(nowNanos);
    }

    /** Connections remembered at this moment. */
    public int connections() {
        return transport.connections();
    }

    /** Bytes held at this moment: fragments, segments out of order, messages not complete. */
    public long bufferedBytes() {
        return ip.fragmentBytes() + transport.bufferedBytes();
    }

    /** Frames that carried neither IP nor ARP. */
    public long otherFrames() {
        return link.others();
    }

    private void advance(long atNanos) {
        if (atNanos > nowNanos || !started) {
            nowNanos = atNanos;
        }
        if (!started || nowNanos - toldNanos >= SECOND_NANOS) {
            started = true;
            toldNanos = nowNanos;
            transport.timePassed(nowNanos);
            ip.expire(nowNanos);
            tell(new TimePassed(nowNanos));
        }
    }

    private void tell(Observation observation) {
        meter.emitted(1);
        observations.observe(observation);
    }

    private void failed(RuntimeException why) {
        meter.failed(1);
        if (!failureLogged) {
            failureLogged = true;
            LOG.error(
                    "A frame could not be decoded and was left out; this is a defect. Further ones are only counted.",
                    why);
        }
    }
}
