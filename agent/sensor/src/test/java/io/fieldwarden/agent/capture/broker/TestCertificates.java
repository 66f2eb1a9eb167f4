package io.fieldwarden.agent.capture.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** An authority and certificates of its own, made by keytool and written as PEM. */
final class TestCertificates {
    private static final String PASSWORD = "changeit";

    private final Path folder;

    TestCertificates(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Plant CA", "-ext", "bc:c");
        write("ca", false);
    }

    /** Makes {@code name.pem} and {@code name.key}; {@code alternative} is for instance {@code san=ip:127.0.0.1}. */
    void issue(String name, String alternative) throws IOException, GeneralSecurityException {
        keytool("-genkeypair", "-alias", name, "-dname", "CN=" + name);
        Path request = folder.resolve(name + ".csr");
        Path signed = folder.resolve(name + ".crt");
        keytool("-certreq", "-alias", name, "-file", request.toString());
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-ext",
                alternative);
        keytool("-importcert", "-alias", name, "-file", signed.toString(), "-noprompt");
        write(name, true);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    private void write(String alias, boolean withKey) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("test.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        pem(alias + ".pem", "CERTIFICATE", store.getCertificate(alias).getEncoded());
        if (withKey) {
            pem(
                    alias + ".key",
                    "PRIVATE KEY",
                    store.getKey(alias, PASSWORD.toCharArray()).getEncoded());
        }
    }

    private void pem(String name, String label, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        Files.writeString(
                folder.resolve(name), "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    }

    private void keytool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("-keystore", folder.resolve("test.p12").toString(), "-storepass", PASSWORD));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-validity", "30"));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command + ": " + output);
        }
    }
}
