package io.fieldwarden.collector.sink.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** The end of a file of lines after a crash. */
final class LastLines {
    /** Enough for every change that can be unconfirmed at once. */
    private static final int BYTES_MAX = 4 * 1024 * 1024;

    private LastLines() {}

    /** Cuts off half a line at the end, leaves the channel at the end, and returns the last whole lines. */
    static Set<String> repair(FileChannel channel) throws IOException {
        long size = channel.size();
        long from = Math.max(0, size - BYTES_MAX);
        ByteBuffer end = ByteBuffer.allocate((int) (size - from));
        while (end.hasRemaining() && channel.read(end, from + end.position()) >= 0) {
            continue;
        }
        String text = new String(end.array(), 0, end.position(), StandardCharsets.ISO_8859_1);
        int whole = text.lastIndexOf('\n') + 1;
        if (whole < text.length()) {
            channel.truncate(from + whole);
        }
        channel.position(channel.size());
        Set<String> lines = new HashSet<>();
        text.substring(0, whole).lines().forEach(lines::add);
        return lines;
    }
}
