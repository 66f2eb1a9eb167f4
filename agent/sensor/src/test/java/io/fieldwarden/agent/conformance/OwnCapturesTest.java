package io.fieldwarden.agent.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.goose.GooseCorpus;
import io.fieldwarden.agent.decode.mms.MmsCorpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages we made by the standard, where captures of others are rare: Wireshark must read them as we do. */
class OwnCapturesTest {
    private static final int CONNECTION_REQUEST = 0xE0;
    private static final int PROFINET = 0x8892;
    private static final String DATA = "00".repeat(40);
    private static final String PADDING = "00".repeat(18);

    @TempDir
    private Path folder;

    private static void agrees(Opinion opinion, Subject subject, int expected) throws IOException {
        Tshark.required();
        assertThat(opinion.about(subject)).isTrue();
        Opinion.Facts facts = opinion.facts(subject);
        assertThat(facts.theirs()).hasSizeGreaterThanOrEqualTo(expected);
        assertThat(facts.ours()).containsExactlyInAnyOrderElementsOf(facts.theirs());
    }

    @Test
    void states_of_cyclic_data_and_alarms() throws IOException {
        OwnCapture capture = new OwnCapture();
        int cycle = 0;
        for (String status : List.of("3500", "3500", "2500", "0500", "3100", "3400", "3500", "1500")) {
            cycle += 32;
            String end = DATA + String.format("%04x", cycle) + status;
            capture.frame(PROFINET, Corpus.Message.request("8001" + end));
            capture.frame(PROFINET, Corpus.Message.answer("C002" + end));
        }
        capture.frame(PROFINET, Corpus.Message.answer("C003" + DATA + "0400 35 01"));
        String place = "0003 00000000 0001 0002";
        String data = "FC01 00010002 11 01 0000 FFFF 001C | 0001 0018 01 00" + place + "00000010 00000011 8000 0000";
        capture.frame(PROFINET, Corpus.Message.answer(data + PADDING));
        capture.frame(PROFINET, Corpus.Message.request("FC01 00020001 13 01 FFFF 0000 0000" + "00".repeat(30)));
        String ack = "FC01 00020001 11 01 0000 0000 001A | 8001 0016 01 00" + place + "8000 00000000 0000 0000";
        capture.frame(PROFINET, Corpus.Message.request(ack + PADDING));
        String diagnosis = "FE01 00010002 11 01 0001 FFFE 001C | 0002 0018 01 00 0001 00000000 0003 8001";
        capture.frame(PROFINET, Corpus.Message.answer(diagnosis + "00000020 00000021 8801 0000" + PADDING));
        agrees(new RtWireshark(), capture.write(folder.resolve("rt.pcap")), 24);
    }

    @Test
    void services_and_values_of_mms() throws IOException {
        List<List<Corpus.Message>> conversations = new MmsCorpus().conversations();
        OwnCapture capture = new OwnCapture();
        for (List<Corpus.Message> messages : conversations) {
            boolean begins = messages.getFirst().bytes()[5] == (byte) CONNECTION_REQUEST;
            List<Corpus.Message> all = new ArrayList<>(
                    begins ? List.of() : conversations.getFirst().subList(0, 4));
            all.addAll(messages);
            capture.stream(102, all);
        }
        Subject subject = capture.write(folder.resolve("mms.pcap"));
        agrees(new MmsWireshark(), subject, 10);
        agrees(new MmsWiresharkValues(), subject, 5);
    }

    @Test
    void states_and_values_of_goose() throws IOException {
        Subject subject = new OwnCapture().add(new GooseCorpus()).write(folder.resolve("goose.pcap"));
        agrees(new GooseWireshark(), subject, 10);
    }
}
