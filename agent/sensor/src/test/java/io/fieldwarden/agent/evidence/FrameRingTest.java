package io.fieldwarden.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.LinkType;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameRingTest {
    private static final EvidenceLimits SMALL =
            new EvidenceLimits(2 * Frame.BYTES_MAX, 64, 32, 8, 64 * 1024, 16 * 1024);

    static Frame frame(byte[] bytes, long atNanos) {
        Frame frame = new Frame();
        frame.memory = MemorySegment.ofArray(bytes);
        frame.captured = bytes.length;
        frame.original = bytes.length + 1;
        frame.atNanos = atNanos;
        frame.link = LinkType.RAW;
        return frame;
    }

    @Test
    void bytes_lie_where_append_says() {
        FrameRing ring = new FrameRing(SMALL);
        Frame part = frame(new byte[] {9, 9, 1, 2, 3, 9}, 5);
        part.offset = 2;
        part.captured = 3;
        int first = ring.append(part);
        int second = ring.append(frame(new byte[] {4}, 6));
        assertThat(Arrays.copyOfRange(ring.array(), first, first + 3)).containsExactly(1, 2, 3);
        assertThat(ring.array()[second]).isEqualTo((byte) 4);
    }

    /** Beside a plain queue that keeps what fits. */
    @Test
    void whatever_is_remembered_is_unharmed() {
        Random random = new Random(3);
        FrameRing ring = new FrameRing(SMALL);
        Deque<byte[]> model = new ArrayDeque<>();
        Frame view = new Frame();
        long remembered = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] bytes =
                    new byte[random.nextInt(10) == 0 ? random.nextInt(Frame.BYTES_MAX + 1) : random.nextInt(2000)];
            random.nextBytes(bytes);
            int at = ring.append(frame(bytes, i));
            assertThat(Arrays.equals(ring.array(), at, at + bytes.length, bytes, 0, bytes.length))
                    .isTrue();
            model.addFirst(bytes);
            if (model.size() > 64) {
                model.removeLast();
            }
            long number = ring.end() - 1;
            long kept = 0;
            for (byte[] old : model) {
                if (!ring.remembers(number)) {
                    break;
                }
                ring.show(number, Integer.MAX_VALUE, view);
                assertThat(view.atNanos).isEqualTo(number);
                assertThat(view.captured).isEqualTo(old.length);
                assertThat(view.memory.asSlice(view.offset, view.captured).mismatch(MemorySegment.ofArray(old)))
                        .isEqualTo(-1);
                kept += old.length;
                number--;
            }
            remembered = Math.max(remembered, kept);
            assertThat(ring.remembers(number - 64)).isFalse();
        }
        assertThat(remembered).isGreaterThan(Frame.BYTES_MAX);
    }

    @Test
    void a_frame_longer_than_any_is_cut() {
        FrameRing ring = new FrameRing(SMALL);
        byte[] longest = new byte[Frame.BYTES_MAX + 100];
        ring.append(frame(longest, 1));
        assertThat(ring.length(0)).isEqualTo(Frame.BYTES_MAX);
    }

    @Test
    void appending_allocates_nothing() {
        FrameRing ring = new FrameRing();
        Frame frame = frame(new byte[100], 1);
        for (int i = 0; i < 200_000; i++) {
            ring.append(frame);
            ring.label(i);
        }
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100_000; i++) {
            ring.append(frame);
            ring.label(i);
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(bytes / 100_000).isZero();
    }

    @Test
    void limits_that_cannot_be() {
        assertThatThrownBy(() -> new EvidenceLimits(1000, 64, 32, 8, 1000, 1000))
                .hasMessage("a ring of 1000 bytes; expected at least 524288");
        assertThatThrownBy(() -> new EvidenceLimits(1 << 20, 63, 32, 8, 1000, 1000))
                .hasMessageContaining("power of two");
    }
}
