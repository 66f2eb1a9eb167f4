package io.fieldwarden.agent;

import static io.fieldwarden.agent.Frames.MAC_A;
import static io.fieldwarden.agent.Frames.MAC_B;
import static io.fieldwarden.agent.Frames.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.capture.LinkType;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.IdentitySeen;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every link type, VLAN tags, padding, ARP, and IP headers that lie. */
class LinkLayerTest {
    private static final byte[] UDP = Frames.udp(40_000, 7_000, Frames.text("L:a\n"));
    private static final byte[] IPV4 = Frames.ipv4(Tap.CLIENT, Tap.SERVER, Frames.UDP, UDP);
    private static final byte[] IPV6 = Frames.ipv6(1, 2, Frames.UDP, UDP);

    private final Tap tap = new Tap();

    @Test
    void ethernet_with_padding() {
        tap.ethernet(
                Packet.IPV4, Arrays.copyOf(Frames.ipv4(1, 2, Frames.UDP, Frames.udp(1, 2, Frames.text("L:"))), 46));
        tap.ethernet(Packet.IPV4, Arrays.copyOf(IPV4, 60));
        assertThat(tap.lines.told).containsExactly("> L:a");
        Connection connection = tap.connections().getLast();
        assertThat(connection.originator().mac()).isEqualTo(MAC_A);
        assertThat(connection.responder().mac()).isEqualTo(MAC_B);
    }

    @Test
    void vlan_tags_of_every_kind() {
        for (int tag : new int[] {0x8100, 0x88A8, 0x9100}) {
            tap.ethernet(
                    tag,
                    fields().put(2, 0xE000 | 100).put(2, Packet.IPV4).put(IPV4).bytes());
        }
        assertThat(tap.connections()).hasSize(1).allMatch(connection -> connection.vlan() == 100);
        assertThat(tap.lines.told).hasSize(3);
    }

    @Test
    void vlan_inside_vlan_reports_the_outer_one() {
        tap.ethernet(
                0x88A8,
                fields().put(2, 7)
                        .put(2, 0x8100)
                        .put(2, 8)
                        .put(2, Packet.IPV6)
                        .put(IPV6)
                        .bytes());
        assertThat(tap.connections().getFirst().vlan()).isEqualTo(7);
        assertThat(tap.lines.told).containsExactly("> L:a");
    }

    @Test
    void same_addresses_in_two_vlans_are_two_connections() {
        tap.ethernet(0x8100, fields().put(2, 1).put(2, Packet.IPV4).put(IPV4).bytes());
        tap.ethernet(0x8100, fields().put(2, 2).put(2, Packet.IPV4).put(IPV4).bytes());
        assertThat(tap.connections()).hasSize(2);
    }

    @Test
    void more_tags_than_the_limit() {
        Frames.Fields tags = fields();
        for (int tag = 0; tag < 5; tag++) {
            tags.put(2, tag).put(2, 0x8100);
        }
        tap.ethernet(0x8100, tags.put(new byte[20]).bytes());
        assertThat(tap.anomalies()).containsExactly("ethernet:too-many-tags");
    }

    @Test
    void snap_with_padding() {
        byte[] snap = fields().put(4, 0xAAAA_0300L)
                .put(2, 0)
                .put(2, Packet.IPV4)
                .put(IPV4)
                .bytes();
        tap.ethernet(snap.length, Arrays.copyOf(snap, snap.length + 6));
        assertThat(tap.lines.told).containsExactly("> L:a");
    }

    @Test
    void frames_without_ip_are_conversations_of_hardware_addresses() {
        tap.ethernet(0x88B8, Frames.text("L:goose\n"));
        byte[] back = fields().put(6, MAC_A)
                .put(6, MAC_B)
                .put(2, 0x88B8)
                .put(Frames.text("L:answer\n"))
                .bytes();
        tap.frame(LinkType.ETHERNET, back);
        tap.ethernet(0x88CC, Frames.text("L:other\n"));
        assertThat(tap.lines.told).containsExactly("> L:goose", "< L:answer", "> L:other");
        assertThat(tap.connections()).hasSize(2);
        Connection connection = tap.connections().getFirst();
        assertThat(connection).hasToString("LINK 00:1b:1b:00:00:0a > 00:1b:1b:00:00:0b");
        assertThat(connection.responder().port()).isEqualTo(0x88B8);
        assertThat(tap.decoding.otherFrames()).isEqualTo(3);
    }

    @Test
    void llc_frames_begin_with_their_header_and_end_before_padding() {
        byte[] llc = Frames.text("L:an LLC frame with its header\n");
        tap.ethernet(llc.length, Arrays.copyOf(llc, 46));
        assertThat(tap.lines.told).containsExactly("> L:an LLC frame with its header");
        assertThat(tap.connections().getFirst().responder().port()).isEqualTo('L');
    }

    @Test
    void pppoe_and_mpls_are_taken_off() {
        byte[] ppp = fields().put(1, 0x11)
                .put(1, 0)
                .put(2, 0x77)
                .put(2, IPV4.length + 2)
                .put(2, 0x0021)
                .put(IPV4)
                .bytes();
        tap.ethernet(0x8864, ppp);
        tap.ethernet(
                0x8847,
                fields().put(4, 0x0001_0040L).put(4, 0x0002_0140L).put(IPV4).bytes());
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:a");
        Frames.Fields endless = fields();
        for (int label = 0; label < 9; label++) {
            endless.put(4, 0x0001_0040L);
        }
        tap.ethernet(0x8847, endless.bytes());
        assertThat(tap.anomalies()).containsExactly("ethernet:too-many-tags");
    }

    @Test
    void spanning_tree_is_counted_and_left() {
        tap.ethernet(38, fields().put(3, 0x424203).put(new byte[43]).bytes());
        assertThat(tap.decoding.otherFrames()).isEqualTo(1);
        assertThat(tap.anomalies()).isEmpty();
    }

    @Test
    void length_over_the_frame() {
        tap.ethernet(1_000, new byte[46]);
        assertThat(tap.anomalies()).containsExactly("ethernet:length-over-frame");
    }

    @Test
    void cooked_captures() {
        tap.frame(
                LinkType.LINUX_SLL,
                fields().put(2, 0)
                        .put(2, 1)
                        .put(2, 6)
                        .put(6, MAC_A)
                        .put(2, 0)
                        .put(2, Packet.IPV4)
                        .put(IPV4)
                        .bytes());
        tap.frame(
                LinkType.LINUX_SLL2,
                fields().put(2, Packet.IPV6)
                        .put(2, 0)
                        .put(4, 3)
                        .put(2, 1)
                        .put(1, 0)
                        .put(1, 6)
                        .put(6, MAC_A)
                        .put(2, 0)
                        .put(IPV6)
                        .bytes());
        assertThat(tap.connections())
                .hasSize(2)
                .allMatch(connection -> connection.originator().mac() == MAC_A);
    }

    @Test
    void loopback_in_both_byte_orders_and_raw() {
        tap.frame(LinkType.NULL, fields().put(4, 0x0200_0000).put(IPV4).bytes());
        tap.frame(LinkType.LOOP, fields().put(4, 2).put(IPV4).bytes());
        tap.frame(LinkType.NULL, fields().put(4, 30).put(IPV6).bytes());
        tap.frame(LinkType.NULL, fields().put(4, 0x1E00_0000).put(IPV6).bytes());
        tap.frame(LinkType.RAW, IPV4);
        tap.frame(LinkType.RAW, IPV6);
        tap.frame(LinkType.IPV4, IPV4);
        tap.frame(LinkType.IPV6, IPV6);
        assertThat(tap.lines.told).hasSize(8);
        assertThat(tap.connections()).hasSize(2);
    }

    @Test
    void every_frame_cut_at_every_byte_is_survived() {
        byte[] tagged = fields().put(2, 1).put(2, Packet.IPV6).put(IPV6).bytes();
        byte[][] frames = {
            Frames.ethernet(Packet.IPV4, IPV4),
            Frames.ethernet(0x8100, tagged),
            Frames.ethernet(0x0806, Frames.arp(1, MAC_A, 1, 2)),
            Frames.ethernet(Packet.IPV4, Frames.ipv4(1, 2, Frames.TCP, Frames.tcp(1, 2, 3, 2, new byte[4])))
        };
        for (byte[] frame : frames) {
            for (int length = 0; length < frame.length; length++) {
                for (LinkType link : LinkType.values()) {
                    tap.frame(link, Arrays.copyOf(frame, length)); // sent so short
                    tap.snapLength = length;
                    tap.frame(link, frame); // captured so short
                    tap.snapLength = Integer.MAX_VALUE;
                }
            }
        }
        tap.close();
        assertThat(tap.meter.report().received()).isGreaterThan(1_000);
        assertThat(tap.meter.report().failed()).isZero();
        assertThat(tap.anomalies()).contains("ethernet:frame-too-short", "ip:packet-too-short", "ip:length-over-frame");
    }

    @Test
    void arp_binding_is_told_when_new_and_when_changed() {
        arp(1, MAC_A, Tap.CLIENT);
        arp(2, MAC_A, Tap.CLIENT);
        tap.frame(
                LinkType.ETHERNET,
                fields().put(6, -1)
                        .put(6, MAC_B)
                        .put(2, 0x0806)
                        .put(Frames.arp(2, MAC_B, Tap.CLIENT, Tap.CLIENT))
                        .bytes());
        List<IdentitySeen> identities = tap.told.stream()
                .filter(IdentitySeen.class::isInstance)
                .map(IdentitySeen.class::cast)
                .toList();
        assertThat(identities).hasSize(2);
        assertThat(identities.getFirst().asset()).hasToString("Asset[address=10.0.0.1, mac=" + MAC_A + "]");
        assertThat(identities.getLast().facts())
                .containsExactly(
                        new Attribute("mac", "00:1b:1b:00:00:0b"), new Attribute("previous_mac", "00:1b:1b:00:00:0a"));
    }

    @Test
    void arp_probe_claims_nothing_and_strange_senders_are_told() {
        arp(1, MAC_A, 0);
        arp(2, MAC_B, Tap.CLIENT); // in a frame of MAC_A
        arp(2, MAC_A, 0xE000_0001);
        tap.ethernet(0x0806, new byte[46]);
        assertThat(tap.anomalies())
                .containsExactly("ethernet:arp-sender-mismatch", "ethernet:arp-group-sender", "ethernet:arp-malformed");
    }

    @Test
    void ipv4_headers_that_lie() {
        tap.ethernet(Packet.IPV4, IPV6);
        byte[] shortHeader = IPV4.clone();
        shortHeader[0] = 0x44;
        tap.ethernet(Packet.IPV4, shortHeader);
        byte[] longer = IPV4.clone();
        longer[3] = 127;
        tap.ethernet(Packet.IPV4, longer);
        tap.ethernet(Packet.IPV4, Frames.ipv4(0xE000_0001, 2, Frames.UDP, UDP));
        tap.ethernet(Packet.IPV4, Frames.ipv4(5, 5, Frames.UDP, Frames.udp(1, 2, new byte[0])));
        assertThat(tap.anomalies())
                .containsExactly(
                        "ip:version-mismatch",
                        "ip:header-length",
                        "ip:length-over-frame",
                        "ip:sender-impossible",
                        "ip:sender-impossible");
    }

    @Test
    void ipv4_total_length_of_zero_is_segmentation_offload() {
        byte[] offloaded = IPV4.clone();
        offloaded[2] = 0;
        offloaded[3] = 0;
        tap.ethernet(Packet.IPV4, offloaded);
        assertThat(tap.lines.told).containsExactly("> L:a");
    }

    @Test
    void ipv4_source_route() {
        byte[] header = IPV4.clone();
        header[0] = 0x46;
        header[3] += 4;
        tap.ethernet(
                Packet.IPV4,
                fields().put(Arrays.copyOf(header, 20))
                        .put(4, 0x8303_0400L)
                        .put(UDP)
                        .bytes());
        assertThat(tap.anomalies()).containsExactly("ip:source-route");
        assertThat(tap.lines.told).containsExactly("> L:a");
    }

    @Test
    void ipv6_extension_headers() {
        byte[] options = fields().put(1, 60)
                .put(1, 0)
                .put(6, 0)
                .put(1, Frames.UDP)
                .put(1, 1)
                .put(14, 0)
                .put(UDP)
                .bytes();
        tap.ethernet(Packet.IPV6, Frames.ipv6(1, 2, 0, options));
        assertThat(tap.lines.told).containsExactly("> L:a");
    }

    @Test
    void ipv6_extension_headers_without_end() {
        byte[] chain = new byte[8 * 20]; // each says: hop by hop follows
        tap.ethernet(Packet.IPV6, Frames.ipv6(1, 2, 0, chain));
        byte[] tooLong = fields().put(1, Frames.UDP).put(1, 255).put(14, 0).bytes();
        tap.ethernet(Packet.IPV6, Frames.ipv6(1, 2, 60, tooLong));
        assertThat(tap.anomalies()).containsExactly("ip:extension-chain", "ip:extension-chain");
    }

    @Test
    void tunnels_are_opened_up_to_the_limit() {
        tap.ethernet(Packet.IPV4, Frames.ipv4(8, 9, 4, IPV4));
        tap.ethernet(Packet.IPV4, Frames.ipv4(8, 9, 41, IPV6));
        tap.ethernet(
                Packet.IPV4,
                Frames.ipv4(
                        8,
                        9,
                        47,
                        fields().put(2, 0x2000)
                                .put(2, Packet.IPV4)
                                .put(4, 1)
                                .put(IPV4)
                                .bytes()));
        assertThat(tap.lines.told).hasSize(3);
        byte[] nested = IPV4;
        for (int depth = 0; depth < 6; depth++) {
            nested = Frames.ipv4(8, 9, 4, nested);
        }
        tap.ethernet(Packet.IPV4, nested);
        assertThat(tap.anomalies()).containsExactly("ip:tunnel-depth");
    }

    private void arp(int operation, long mac, int ip) {
        tap.ethernet(0x0806, Frames.arp(operation, mac, ip, Tap.SERVER));
    }
}
