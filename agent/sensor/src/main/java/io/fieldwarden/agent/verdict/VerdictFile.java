package io.fieldwarden.agent.verdict;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts on disk, one line each, only ever appended: when, what, until when ({@code -} for ever), by whom, why, and the
 * alert's key, between tabs.
 */
public final class VerdictFile {
    /** Its name in the agent's state directory. */
    public static final String NAME = "verdicts.txt";

    private static final long BYTES_MAX = 16L << 20;
    private static final int FIELDS = 6;
    private static final String FOR_EVER = "-";

    private final Path file;
    private long readBytes = -1;

    public VerdictFile(Path stateDirectory) {
        this.file = stateDirectory.resolve(NAME);
    }

    /**
     * Appends a verdict; on disk when this returns.
     *
     * @throws IOException if it cannot be written, or the file is full
     */
    public void add(Verdict verdict) throws IOException {
        Instant until = verdict.until();
        String line = String.join(
                        "\t",
                        verdict.at().toString(),
                        verdict.kind().toString(),
                        until == null ? FOR_EVER : until.toString(),
                        verdict.by(),
                        verdict.why(),
                        verdict.key())
                + "\n";
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            if (out.size() > BYTES_MAX) {
                throw new IOException(file + " has " + out.size() + " bytes, expected at most " + BYTES_MAX);
            }
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    /**
     * All verdicts in their order; none if there is no file. A last line without its end, cut by a crash, is left out.
     *
     * @throws IOException if the file cannot be read, or a line of it is no verdict, saying which
     */
    public List<Verdict> read() throws IOException {
        String text;
        try {
            if (Files.size(file) > BYTES_MAX * 2) {
                throw new IOException(file + " has " + Files.size(file) + " bytes, expected at most " + BYTES_MAX);
            }
            text = Files.readString(file);
        } catch (NoSuchFileException none) {
            return List.of();
        }
        List<Verdict> verdicts = new ArrayList<>();
        String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
        for (int index = 0; index < lines.length; index++) {
            if (!lines[index].isEmpty()) {
                verdicts.add(verdict(lines[index], index + 1));
            }
        }
        return verdicts;
    }

    /** The verdicts that hold if the file has grown since they were asked for last, else null. */
    public @Nullable Verdicts news() throws IOException {
        long bytes = Files.exists(file) ? Files.size(file) : 0;
        if (bytes == readBytes) {
            return null;
        }
        readBytes = bytes;
        return new Verdicts(read());
    }

    private Verdict verdict(String line, int number) throws IOException {
        String[] fields = line.split("\t", FIELDS);
        try {
            if (fields.length != FIELDS) {
                throw new IllegalArgumentException(fields.length + " fields, expected " + FIELDS);
            }
            return new Verdict(
                    Instant.parse(fields[0]),
                    Verdict.Kind.valueOf(fields[1].toUpperCase(Locale.ROOT)),
                    fields[2].equals(FOR_EVER) ? null : Instant.parse(fields[2]),
                    fields[3],
                    fields[4],
                    fields[5]);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
        }
    }
}
