package io.fieldwarden.agent.capture.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketInputTest {
    private static final int MAX = 20_000;

    private final AtomicInteger steppedOver = new AtomicInteger();

    private PacketInput input(byte[] bytes) {
        return new PacketInput(
                new ByteArrayInputStream(bytes), new CountDownLatch(0), MAX, steppedOver::incrementAndGet);
    }

    private static byte[] packet(int first, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        int left = length;
        do {
            out.write(left > 127 ? left & 0x7F | 0x80 : left);
            left >>>= 7;
        } while (left > 0);
        byte[] body = new byte[length];
        Arrays.fill(body, (byte) first);
        out.writeBytes(body);
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 16_383, 16_384, MAX})
    void packets_come_through_unchanged(int length) throws IOException {
        byte[] two = concat(packet(0x30, length), packet(0xD0, 0));
        assertThat(input(two).readAllBytes()).isEqualTo(two);
        PacketInput single = input(two);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (int octet = single.read(); octet >= 0; octet = single.read()) {
            read.write(octet);
        }
        assertThat(read.toByteArray()).isEqualTo(two);
        assertThat(steppedOver).hasValue(0);
    }

    @Test
    void a_longer_publication_is_stepped_over() throws IOException {
        byte[] after = packet(0x30, 5);
        byte[] bytes = concat(packet(0x32, MAX + 1), packet(0x31, 3_000_000), after);
        assertThat(input(bytes).readAllBytes()).isEqualTo(after);
        assertThat(steppedOver).hasValue(2);
    }

    @Test
    void another_packet_that_is_too_long_ends_the_connection() {
        assertThatThrownBy(() -> input(packet(0x90, MAX + 1)).readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("packet of 20001 bytes; expected at most 20000");
    }

    @Test
    void a_length_of_five_bytes_ends_the_connection() {
        byte[] bytes = {0x30, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 1};
        assertThatThrownBy(() -> input(bytes).readAllBytes()).hasMessageContaining("more than four bytes");
    }

    @Test
    void cut_at_every_byte_it_ends() throws IOException {
        byte[] bytes = concat(packet(0x32, 200), packet(0x30, MAX + 1), packet(0xD0, 0));
        for (int end = 0; end < bytes.length; end++) {
            assertThat(input(Arrays.copyOf(bytes, end)).readAllBytes().length).isLessThanOrEqualTo(end);
        }
    }

    @Test
    void nothing_is_read_before_something_was_written() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        PacketInput held =
                new PacketInput(new ByteArrayInputStream(packet(0xD0, 0)), written, MAX, steppedOver::incrementAndGet);
        assertThat(held.available()).isZero();
        AtomicInteger first = new AtomicInteger(-2);
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                first.set(held.read());
            } catch (IOException e) {
                first.set(-3);
            }
        });
        assertThat(first).hasValue(-2);
        written.countDown();
        reader.join();
        assertThat(first).hasValue(0xD0);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
