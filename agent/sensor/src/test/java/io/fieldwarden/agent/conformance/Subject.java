package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file opinions are asked about; what is worked out for one opinion is kept for the next. */
public final class Subject {
    private static final Pattern CAPTURE = Pattern.compile(".*\\.(pcap|pcapng|cap)(\\.gz)?");

    private final Path file;
    private @Nullable CaptureRun run;
    private @Nullable Set<String> protocols;
    private final Map<String, Optional<Plc4xSuite>> vectors = new HashMap<>();

    public Subject(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /** The last two folders and the name, for the account. */
    public String label() {
        int names = file.getNameCount();
        return file.subpath(Math.max(0, names - 3), names).toString();
    }

    /** Whether it is a capture, going by its ending. */
    public boolean isCapture() {
        return CAPTURE.matcher(file.getFileName().toString()).matches();
    }

    /** The file's name without the endings of captures: {@code modbus} of {@code modbus.pcap.gz}. */
    public String stem() {
        return file.getFileName().toString().replaceAll("\\.(pcap|pcapng|cap)(\\.gz)?$", "");
    }

    /** What all our decoders say of the capture. */
    public CaptureRun run() throws IOException {
        CaptureRun known = run;
        if (known == null) {
            known = new CaptureRun(file, Plugged.of(ProtocolDecoder.class), Plugged.of(PayloadDecoder.class));
            run = known;
        }
        return known;
    }

    /** Names of all layers Wireshark finds in the capture, for instance {@code s7comm}; empty where there is no Wireshark. */
    public Set<String> protocols() throws IOException {
        Set<String> known = protocols;
        if (known == null) {
            known = isCapture() && Tshark.installed() ? Tshark.protocols(file) : Set.of();
            protocols = known;
        }
        return known;
    }

    /** Messages the file holds as a suite of plc4x's tests of this order of bytes. */
    Optional<Plc4xSuite> vectors(String byteOrder) throws IOException {
        Optional<Plc4xSuite> known = vectors.get(byteOrder);
        if (known == null) {
            known = Plc4xSuite.of(file, byteOrder);
            vectors.put(byteOrder, known);
        }
        return known;
    }

    /**
     * Files below the folder {@code levels} up from this file (1: its own folder) whose whole path ends with {@code ending}, compressed or not: for
     * instance {@code beside(2, "modbus.log")}.
     */
    public List<Path> beside(int levels, String ending) throws IOException {
        Path from = file.toAbsolutePath();
        for (int level = 0; level < levels; level++) {
            Path folder = from.getParent();
            from = folder == null ? from : folder;
        }
        try (Stream<Path> files = Files.walk(from)) {
            return files.filter(found -> found.toString().endsWith(ending)
                            || found.toString().endsWith(ending + ".gz"))
                    .sorted()
                    .toList();
        }
    }
}
