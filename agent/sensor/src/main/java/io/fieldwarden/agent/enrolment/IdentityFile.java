package io.fieldwarden.agent.enrolment;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The agent's identity on disk: one file, {@code identity.pem}, readable by its owner only. Key, certificate, authority and
 * what belongs to them change together or not at all, because the file is replaced in one step. Lines before the first
 * block are explanatory text (RFC 7468, 5.2), so {@code openssl x509 -in identity.pem} reads the certificate.
 */
public final class IdentityFile {
    private static final String NAME = "identity.pem";
    private static final int BYTES_MAX = 64 * 1024;

    private final Path directory;

    /** The identity kept in an agent's state directory. */
    public IdentityFile(Path stateDirectory) {
        directory = stateDirectory;
    }

    public Path path() {
        return directory.resolve(NAME);
    }

    public boolean exists() {
        return Files.exists(path());
    }

    /**
     * Reads the identity.
     *
     * @throws EnrolmentException if there is none or it cannot be used; the message says what to do
     */
    public Identity load() throws EnrolmentException {
        if (!exists()) {
            throw new EnrolmentException("this agent is not enrolled (no " + path()
                    + "); run: fieldwarden agent enroll --collector URL --token-file FILE --name NAME --site SITE"
                    + " --state "
                    + directory);
        }
        try {
            if (Files.size(path()) > BYTES_MAX) {
                throw new IOException("it has more than " + BYTES_MAX + " bytes");
            }
            return parse(Files.readString(path()));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException | DateTimeException e) {
            throw new EnrolmentException(
                    "the agent's identity in " + path() + " cannot be used ("
                            + AgentName.printable(String.valueOf(e.getMessage()))
                            + "); it was left as it is; enrol again: fieldwarden agent enroll --force …",
                    e);
        }
    }

    /** Makes the state directory, for its owner only if it is new, and checks that it can be written to. */
    void prepare() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        write("");
        Files.delete(next());
    }

    /** Replaces the identity in one step. */
    public void save(Identity identity) throws IOException {
        try {
            write(text(identity));
            Files.move(next(), path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate cannot be written", e);
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path next() {
        return directory.resolve(NAME + ".new");
    }

    private void write(String text) throws IOException {
        Files.deleteIfExists(next());
        try (FileChannel file = FileChannel.open(
                next(),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
    }

    private static String text(Identity identity) throws GeneralSecurityException {
        return "Agent: " + identity.agent() + "\nSite: " + identity.site() + "\nCollector: " + identity.collector()
                + "\nRenew-From: " + identity.renewFrom() + "\nAuthority-SHA-256: "
                + Pem.fingerprint(identity.authority()) + "\n"
                + Pem.write("PRIVATE KEY", identity.key().getEncoded())
                + Pem.write(identity.certificate())
                + Pem.write(identity.authority());
    }

    private static Identity parse(String text) throws GeneralSecurityException {
        Map<String, String> lines = new TreeMap<>();
        for (String line : text.lines().takeWhile(l -> !l.startsWith("-----")).toList()) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                lines.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        List<X509Certificate> certificates = Pem.certificates(text);
        if (certificates.size() != 2) {
            throw new GeneralSecurityException(
                    "there are " + certificates.size() + " certificates, expected the agent's and its authority's");
        }
        return new Identity(
                line(lines, "Agent"),
                line(lines, "Site"),
                URI.create(line(lines, "Collector")),
                Pem.privateKey(text),
                certificates.get(0),
                certificates.get(1),
                Instant.parse(line(lines, "Renew-From")));
    }

    private static String line(Map<String, String> lines, String name) throws GeneralSecurityException {
        String value = lines.get(name);
        if (value == null) {
            throw new GeneralSecurityException("the line '" + name + ": …' is missing");
        }
        return value;
    }
}
