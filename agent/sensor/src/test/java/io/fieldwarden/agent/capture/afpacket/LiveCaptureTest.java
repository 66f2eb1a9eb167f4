package io.fieldwarden.agent.capture.afpacket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveCaptureTest {
    private static final int PORT = 40_123;

    private static AfPacketSource on(String... interfaces) throws IOException {
        return new AfPacketSource(AfPacketConfig.of(Arrays.asList(interfaces)));
    }

    private static void pollUntil(AfPacketSource source, Datagrams seen, int count) {
        await().pollInterval(Duration.ofMillis(1)).untilAsserted(() -> {
            source.poll(seen, 1000, 5);
            assertThat(seen.all()).isGreaterThanOrEqualTo(count);
        });
        settle(source, seen);
    }

    /** Polls on, so that anything too much would be seen as well. */
    private static void settle(AfPacketSource source, Datagrams seen) {
        int ticks = seen.ticks;
        await().untilAsserted(() -> {
            source.poll(seen, 1000, 30);
            assertThat(seen.ticks).isGreaterThan(ticks + 2);
        });
    }

    @Test
    void every_frame_sent_is_handed_over_once() throws IOException {
        try (VirtualWire wire = new VirtualWire();
                AfPacketSource source = on(wire.near())) {
            Datagrams seen = new Datagrams();
            wire.send(VirtualWire.ADDRESS, PORT, 20_000, 100);
            pollUntil(source, seen, 20_000);

            assertThat(seen.byPort).containsEntry(PORT, 20_000);
            assertThat(seen.lengths).containsOnly(14 + 20 + 8 + 100);
            assertThat(source.dropped()).isZero();
            assertThat(source.troubles()).isEmpty();
            long millis = seen.latestNanos / 1_000_000;
            assertThat(System.currentTimeMillis() - millis).isBetween(0L, 600_000L);
            assertThat(seen.latestTick).isGreaterThanOrEqualTo(seen.latestNanos);
        }
    }

    @Test
    void vlan_tags_are_where_they_were_on_the_wire() throws IOException {
        try (VirtualWire wire = new VirtualWire();
                AfPacketSource source = on(wire.near())) {
            Datagrams seen = new Datagrams();
            wire.sendTagged(10, "8100:04d");
            wire.sendTagged(5, "88a8:058");
            wire.sendTagged(3, "88a8:058", "8100:000");
            wire.sendTagged(2);
            pollUntil(source, seen, 20);

            assertThat(seen.tags).hasSize(20);
            assertThat(seen.tags.stream().filter(List.of(0x8100, 77)::equals)).hasSize(10);
            assertThat(seen.tags.stream().filter(List.of(0x88A8, 88)::equals)).hasSize(5);
            assertThat(seen.tags.stream().filter(List.of(0x88A8, 88, 0x8100, 0)::equals))
                    .hasSize(3);
            assertThat(seen.tags.stream().filter(List::isEmpty)).hasSize(2);
            assertThat(new HashSet<>(seen.lengths)).containsExactlyInAnyOrder(92, 96, 100);
        }
    }

    @Test
    void the_filter_keeps_other_frames_out() throws IOException {
        // tcpdump -ddd -y EN10MB 'udp dst port 40124' | tr '\n' ','
        BpfProgram filter = BpfProgram.parse("16,40 0 0 12,21 0 4 34525,48 0 0 20,21 0 11 17,40 0 0 56,21 8 9 40124,"
                + "21 0 8 2048,48 0 0 23,21 0 6 17,40 0 0 20,69 4 0 8191,177 0 0 14,72 0 0 16,21 0 1 40124,"
                + "6 0 0 262144,6 0 0 0,");
        assertThat(filter.size()).isEqualTo(16);
        try (VirtualWire wire = new VirtualWire();
                AfPacketSource source = new AfPacketSource(
                        new AfPacketConfig(List.of(wire.near()), true, Optional.of(filter), AfPacketLimits.DEFAULT))) {
            Datagrams seen = new Datagrams();
            wire.send(VirtualWire.ADDRESS, PORT, 100, 100);
            wire.send(VirtualWire.ADDRESS, PORT + 1, 10, 100);
            pollUntil(source, seen, 10);
            assertThat(seen.byPort).containsOnly(Map.entry(PORT + 1, 10));
        }
    }

    @Test
    void frames_the_kernel_dropped_are_counted() throws IOException {
        AfPacketLimits small = new AfPacketLimits(2 * AfPacketLimits.BLOCK_BYTES, 20, 1000);
        try (VirtualWire wire = new VirtualWire();
                AfPacketSource source =
                        new AfPacketSource(new AfPacketConfig(List.of(wire.near()), true, Optional.empty(), small))) {
            Datagrams seen = new Datagrams();
            // Nobody polls meanwhile, and the ring has room for about 340 of them.
            wire.send(VirtualWire.ADDRESS, PORT, 5000, 1400);
            pollUntil(source, seen, 1);

            assertThat(seen.all()).isBetween(100, 1000);
            assertThat(source.dropped()).isEqualTo(5000 - seen.all());
            assertThat(source.dropped()).isEqualTo(5000 - seen.all());
        }
    }

    @Test
    void a_busy_interface_does_not_starve_the_other() throws IOException {
        try (VirtualWire busy = new VirtualWire();
                VirtualWire quiet = new VirtualWire();
                AfPacketSource source = on(busy.near(), quiet.near())) {
            Datagrams seen = new Datagrams();
            busy.send(VirtualWire.ADDRESS, PORT, 10_000, 100);
            quiet.send(VirtualWire.ADDRESS, PORT, 10, 100);
            await().untilAsserted(() -> {
                source.poll(seen, 40, 5);
                assertThat(seen.byInterface.getOrDefault(1, 0)).isPositive();
            });
            // The first call that met the quiet one's frames had at most its own budget from the busy one before.
            assertThat(seen.byInterface).containsEntry(1, 10);
            assertThat(seen.byInterface.get(0)).isLessThan(10_000);
            pollUntil(source, seen, 10_010);
            assertThat(seen.byInterface).containsEntry(0, 10_000).containsEntry(1, 10);
        }
    }

    @Test
    void an_interface_that_vanishes_is_told_and_captured_again_when_back() throws IOException {
        AfPacketLimits eager = new AfPacketLimits(2 * AfPacketLimits.BLOCK_BYTES, 20, 10);
        try (VirtualWire wire = new VirtualWire();
                VirtualWire other = new VirtualWire();
                AfPacketSource source = new AfPacketSource(
                        new AfPacketConfig(List.of(wire.near(), other.near()), true, Optional.empty(), eager))) {
            Datagrams seen = new Datagrams();
            wire.send(VirtualWire.ADDRESS, PORT, 3, 100);
            pollUntil(source, seen, 3);

            wire.disconnect();
            await().untilAsserted(() -> {
                source.poll(seen, 100, 5);
                assertThat(source.troubles()).singleElement().asString().contains(wire.near());
            });
            other.send(VirtualWire.ADDRESS, PORT, 4, 100);
            pollUntil(source, seen, 7);

            wire.connect();
            await().untilAsserted(() -> {
                source.poll(seen, 100, 5);
                assertThat(source.troubles()).isEmpty();
            });
            wire.send(VirtualWire.ADDRESS, PORT, 5, 100);
            pollUntil(source, seen, 12);
            assertThat(seen.byInterface).containsEntry(0, 8).containsEntry(1, 4);
        }
    }

    @Test
    void an_interface_that_goes_down_is_told_and_goes_on_when_up() throws IOException {
        try (VirtualWire wire = new VirtualWire();
                AfPacketSource source = on(wire.near())) {
            Datagrams seen = new Datagrams();
            wire.near("down");
            await().untilAsserted(() -> {
                source.poll(seen, 100, 5);
                assertThat(source.troubles()).containsExactly("interface " + wire.near() + " is down");
            });
            wire.near("up");
            await().untilAsserted(() -> {
                wire.send(VirtualWire.ADDRESS, PORT, 1, 100);
                source.poll(seen, 100, 50);
                assertThat(seen.all()).isPositive();
            });
            assertThat(source.troubles()).isEmpty();
        }
    }

    @Test
    void start_is_refused_with_what_to_do() throws IOException {
        try (VirtualWire wire = new VirtualWire()) {
            assertThatThrownBy(() -> on("nowhere0"))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("interface nowhere0 does not exist; there are [")
                    .hasMessageContaining(wire.near());
            assertThatThrownBy(() -> on("a-name-longer-than-any-interface-has")).hasMessageContaining("does not exist");
            wire.near("down");
            assertThatThrownBy(() -> on(wire.near()))
                    .hasMessage("interface " + wire.near() + " is down; bring it up with `ip link set " + wire.near()
                            + " up`");
        }
    }

    @Test
    void a_filter_the_kernel_refuses_is_told() throws IOException {
        // A program that does not end with a return
        BpfProgram endless = BpfProgram.parse("1,40 0 0 12");
        try (VirtualWire wire = new VirtualWire()) {
            assertThatThrownBy(() -> new AfPacketSource(new AfPacketConfig(
                            List.of(wire.near()), true, Optional.of(endless), AfPacketLimits.DEFAULT)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the kernel refuses the filter");
        }
    }
}
