package io.fieldwarden.collector.enrolment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What the agent port shows: a key, and a chain that ends with the authority, so that an agent that joins can check the
 * chain against the fingerprint in its token.
 *
 * @param keyPem private key, PKCS#8 in PEM
 * @param chainPem the server's certificate, then the authority's
 * @param renewFrom from when on it should be issued anew
 */
public record ServerCertificate(String keyPem, String chainPem, Instant renewFrom) {

    /**
     * Reads the server certificate of {@code directory} ({@code server.key}, {@code server.crt}), or issues it if there is
     * none, it is due, it is another authority's, or the names changed.
     *
     * @param names host names and IP addresses agents use; if empty, those of this machine
     * @throws IOException if the files cannot be read or written
     * @throws IllegalArgumentException if a name is neither a host name nor an IP address
     */
    public static ServerCertificate open(Path directory, Authority authority, List<String> names, Instant now)
            throws IOException {
        List<String> all = names.isEmpty() ? SubjectNames.local() : names;
        Path keyFile = directory.resolve("server.key");
        Path certificateFile = directory.resolve("server.crt");
        if (!usable(keyFile, certificateFile, authority, all, now)) {
            KeyPair pair = KeyFiles.newKey();
            X509Certificate issued =
                    authority.issueServer(all.getFirst(), SubjectNames.server(all), pair.getPublic(), now);
            // The certificate goes first: without it, or with one that does not fit, the pair is simply issued again.
            Files.deleteIfExists(certificateFile);
            KeyFiles.write(
                    keyFile, KeyFiles.pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            KeyFiles.write(certificateFile, KeyFiles.pem(issued));
        }
        X509Certificate certificate = KeyFiles.readCertificate(certificateFile);
        return new ServerCertificate(
                Files.readString(keyFile),
                KeyFiles.pem(certificate) + authority.pem(),
                Authority.renewFrom(certificate));
    }

    private static boolean usable(
            Path keyFile, Path certificateFile, Authority authority, List<String> names, Instant now)
            throws IOException {
        if (Files.notExists(keyFile) || Files.notExists(certificateFile)) {
            return false;
        }
        try {
            X509Certificate certificate = KeyFiles.readCertificate(certificateFile);
            certificate.verify(authority.certificate().getPublicKey());
            byte[] wanted = SubjectNames.server(names).getEncoded();
            byte[] present = certificate.getExtensionValue("2.5.29.17");
            return now.isBefore(Authority.renewFrom(certificate)) && present != null && endsWith(present, wanted);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The value of an extension is the names wrapped in an OCTET STRING: a tag and a length, then the names. */
    private static boolean endsWith(byte[] whole, byte[] tail) {
        int from = whole.length - tail.length;
        return from >= 2 && from <= 6 && Arrays.equals(whole, from, whole.length, tail, 0, tail.length);
    }

    @Override
    public String toString() {
        return "ServerCertificate[renewFrom=" + renewFrom + "]"; // never the key
    }
}
