package io.fieldwarden.agent.evidence;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.pcap.PcapngWriter;
import io.fieldwarden.agent.contract.Evidence;
import io.fieldwarden.agent.detect.EvidenceSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Evidence out of a {@link FrameRing}: of a conversation, the packets up to the sighting, the nearest first while there is
 * room, and a few that came after. For the lane's thread only.
 */
public final class RingEvidence implements EvidenceSource {
    private final FrameRing ring;
    private final EvidenceLimits limits;

    public RingEvidence(FrameRing ring, EvidenceLimits limits) {
        this.ring = ring;
        this.limits = limits;
    }

    /** Evidence of the default size. */
    public RingEvidence(FrameRing ring) {
        this(ring, EvidenceLimits.DEFAULT);
    }

    @Override
    public Optional<Evidence> around(long connectionId, long atNanos) {
        List<Long> chosen = choose(connectionId, atNanos);
        PcapngWriter writer = new PcapngWriter(limits.bytesMax());
        Frame frame = new Frame();
        int packets = 0;
        for (long number : inOrder(fitting(chosen))) {
            ring.show(number, limits.packetBytesMax(), frame);
            if (writer.packet(frame)) {
                packets++;
            }
        }
        return packets == 0 ? Optional.empty() : Optional.of(new Evidence(packets, writer.toBytes()));
    }

    /** Numbers of frames, the most telling first. */
    private List<Long> choose(long connectionId, long atNanos) {
        List<Long> before = new ArrayList<>(limits.packetsMax());
        List<Long> after = new ArrayList<>(limits.packetsAfterMax());
        for (long n = ring.end() - 1; ring.remembers(n) && before.size() < limits.packetsMax(); n--) {
            if (connectionId != 0 && ring.connection(n) != connectionId) {
                continue;
            }
            if (ring.atNanos(n) <= atNanos) {
                before.add(n);
            } else if (limits.packetsAfterMax() > 0) {
                if (after.size() == limits.packetsAfterMax()) {
                    after.removeFirst();
                }
                after.add(n);
            }
        }
        while (before.size() + after.size() > limits.packetsMax()) {
            before.removeLast();
        }
        before.addAll(after.reversed());
        return before;
    }

    /** As many of {@code numbers}, from the first, as the size allows. */
    private List<Long> fitting(List<Long> numbers) {
        PcapngWriter size = new PcapngWriter(limits.bytesMax());
        Frame frame = new Frame();
        List<Long> fitting = new ArrayList<>(numbers.size());
        for (long number : numbers) {
            ring.show(number, limits.packetBytesMax(), frame);
            if (size.packet(frame)) {
                fitting.add(number);
            }
        }
        return fitting;
    }

    private List<Long> inOrder(List<Long> numbers) {
        numbers.sort(Comparator.<Long>comparingLong(ring::atNanos).thenComparing(Comparator.naturalOrder()));
        return numbers;
    }
}
