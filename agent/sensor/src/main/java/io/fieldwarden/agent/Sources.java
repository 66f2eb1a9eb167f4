package io.fieldwarden.agent;

import io.fieldwarden.agent.AgentConfig.BrokerConfig;
import io.fieldwarden.agent.AgentConfig.CaptureConfig;
import io.fieldwarden.agent.AgentConfig.FileConfig;
import io.fieldwarden.agent.capture.ClockSource;
import io.fieldwarden.agent.capture.FrameSink;
import io.fieldwarden.agent.capture.FrameSource;
import io.fieldwarden.agent.capture.Publication;
import io.fieldwarden.agent.capture.afpacket.AfPacketSource;
import io.fieldwarden.agent.capture.broker.BrokerState;
import io.fieldwarden.agent.capture.broker.BrokerTap;
import io.fieldwarden.agent.capture.pcap.PcapFileSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything traffic comes from, polled in turn by the lane's thread. */
final class Sources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);
    private static final int WAIT_MILLIS = 100;

    private final List<FrameSource> frames = new ArrayList<>();
    private final List<BrokerTap> taps = new ArrayList<>();
    private final List<AfPacketSource> interfaces = new ArrayList<>();
    private long droppedByFinished;

    /** Opens what is configured, or nothing at all. */
    static Sources open(CaptureConfig config) throws IOException {
        Sources sources = new Sources();
        try {
            sources.openAll(config);
        } catch (IOException | RuntimeException e) {
            sources.close();
            throw e;
        }
        return sources;
    }

    private void openAll(CaptureConfig config) throws IOException {
        for (BrokerConfig broker : config.brokers()) {
            taps.add(new BrokerTap(taps.size(), Settings.broker(broker)));
        }
        if (!config.interfaces().isEmpty()) {
            AfPacketSource live = new AfPacketSource(Settings.interfaces(config));
            interfaces.add(live);
            frames.add(live);
        }
        for (FileConfig file : config.files()) {
            frames.add(new PcapFileSource(file.path(), Settings.replay(file)));
        }
        if (frames.isEmpty()) {
            frames.add(new ClockSource());
        }
        taps.forEach(BrokerTap::start);
        frames.forEach(source -> LOG.info("Watching {}", source.name()));
        taps.forEach(tap -> LOG.info("Listening to the broker {}", tap.name()));
    }

    /** Gives every source one turn; waits a moment for frames where there are none. */
    void poll(FrameSink lane, Consumer<Publication> publications) throws IOException {
        int wait = WAIT_MILLIS / frames.size();
        for (FrameSource source : List.copyOf(frames)) {
            if (source.poll(lane, Lane.FRAMES_PER_TURN, wait) == FrameSource.FINISHED) {
                LOG.info("Finished {}", source.name());
                droppedByFinished += source.dropped();
                frames.remove(source);
                source.close();
            }
        }
        if (frames.isEmpty()) {
            frames.add(new ClockSource());
        }
        for (BrokerTap tap : taps) {
            tap.drain(publications, Lane.FRAMES_PER_TURN);
        }
    }

    /** Frames lost since start. */
    long dropped() {
        long dropped = droppedByFinished;
        for (FrameSource source : frames) {
            dropped += source.dropped();
        }
        return dropped;
    }

    /** Publications lost since start. */
    long publicationsDropped() {
        return taps.stream().mapToLong(tap -> tap.state().dropped()).sum();
    }

    /** What is wrong with a source, in words. */
    List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        interfaces.forEach(source -> troubles.addAll(source.troubles()));
        for (BrokerTap tap : taps) {
            BrokerState state = tap.state();
            if (!state.connected() && !state.problem().isEmpty()) {
                troubles.add("broker " + tap.name() + " is not connected: " + state.problem());
            }
        }
        return troubles;
    }

    @Override
    public void close() {
        frames.forEach(FrameSource::close);
        taps.forEach(BrokerTap::close);
    }
}
