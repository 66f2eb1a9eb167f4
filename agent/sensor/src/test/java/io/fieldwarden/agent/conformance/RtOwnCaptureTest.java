package io.fieldwarden.agent.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Corpus;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real-time PROFINET frames we made by the standard: Wireshark must read them as we do, as captures of others are rare. */
class RtOwnCaptureTest {
    private static final String CONTROLLER = "020000000001";
    private static final String DEVICE = "020000000002";
    private static final String DATA = "00".repeat(40);

    @TempDir
    private Path folder;

    /** A frame from {@code source} to {@code destination}. */
    private static byte[] frame(String destination, String source, String fields) {
        return Corpus.hex(destination + source + "8892" + fields);
    }

    private static List<byte[]> frames() {
        List<byte[]> frames = new ArrayList<>();
        int cycle = 0;
        for (String status : List.of("3500", "3500", "2500", "0500", "3100", "3400", "3500", "1500")) {
            cycle += 32;
            String end = String.format("%04x", cycle) + status;
            frames.add(frame(DEVICE, CONTROLLER, "8001" + DATA + end));
            frames.add(frame(CONTROLLER, DEVICE, "C002" + DATA + end));
        }
        frames.add(frame(CONTROLLER, DEVICE, "C003" + DATA + "0400 35 01"));
        frames.add(frame(
                CONTROLLER,
                DEVICE,
                "FC01 00010002 11 01 0000 FFFF 001C | 0001 0018 01 00 0003 00000000 0001 0002"
                        + "00000010 00000011 8000 0000" + "00".repeat(18)));
        frames.add(frame(DEVICE, CONTROLLER, "FC01 00020001 13 01 FFFF 0000 0000" + "00".repeat(30)));
        frames.add(frame(
                DEVICE,
                CONTROLLER,
                "FC01 00020001 11 01 0000 0000 001A | 8001 0016 01 00 0003 00000000 0001 0002"
                        + "8000 00000000 0000 0000" + "00".repeat(18)));
        frames.add(frame(
                CONTROLLER,
                DEVICE,
                "FE01 00010002 11 01 0001 FFFE 001C | 0002 0018 01 00 0001 00000000 0003 8001"
                        + "00000020 00000021 8801 0000" + "00".repeat(18)));
        return frames;
    }

    private Path capture() throws IOException {
        Path file = folder.resolve("own.pcap");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.write(Corpus.hex("A1B2C3D4 0002 0004 00000000 00000000 00010000 00000001"));
            int second = 1_700_000_000;
            for (byte[] frame : frames()) {
                out.writeInt(second++);
                out.writeInt(0);
                out.writeInt(frame.length);
                out.writeInt(frame.length);
                out.write(frame);
            }
        }
        return file;
    }

    @Test
    void states_and_alarms_agree_with_wireshark() throws IOException {
        Tshark.required();
        Subject subject = new Subject(capture());
        RtWireshark opinion = new RtWireshark();
        assertThat(opinion.about(subject)).isTrue();
        Opinion.Facts facts = opinion.facts(subject);
        assertThat(facts.theirs()).hasSizeGreaterThan(20);
        assertThat(facts.ours()).containsExactlyInAnyOrderElementsOf(facts.theirs());
    }
}
