package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Certificates Wireshark cuts out of the stream, as Java reads them. */
public final class TlsJavaCertificates implements Opinion {
    @Override
    public String protocol() {
        return "tls";
    }

    @Override
    public String whose() {
        return "java";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("tls") && subject.protocols().contains("x509sat");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Set<String> streams = new HashSet<>();
        List<String> fields = List.of("tcp.stream", "tls.handshake.certificate", "tcp.srcport", "frame.protocols");
        Tshark.rows(subject.file(), "tcp && tls.handshake.type == 11", fields, row -> {
            boolean own = row[3].contains(":tcp:tls") && !row[1].isEmpty();
            if (own && streams.add(row[0] + " " + row[2])) {
                chain(row[1].split(","), theirs);
            }
        });
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            for (String whose : List.of("", "client_")) {
                String chain = seen.operation().attribute(whose + "cert_chain_fps");
                if (!seen.operation().protocol().equals("tls") || chain.isEmpty()) {
                    continue;
                }
                ours.add("chain " + chain);
                for (String name : List.of("serial", "not_valid_before", "not_valid_after", "version", "key_length")) {
                    add(ours, name, seen.operation().attribute(whose + "certificate." + name));
                }
                for (String name :
                        seen.operation().attribute(whose + "certificate.san").split(",")) {
                    add(ours, "san", name);
                }
            }
        }
        return new Facts(theirs, ours);
    }

    private static void add(List<String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(name + " " + value);
        }
    }

    private static void chain(String[] certificates, List<String> facts) {
        try {
            List<String> prints = new ArrayList<>();
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String certificate : certificates) {
                prints.add(HexFormat.of().formatHex(sha.digest(bytes(certificate))));
            }
            facts.add("chain " + String.join(",", prints));
            certificate(bytes(certificates[0]), facts);
        } catch (GeneralSecurityException e) {
            facts.add("certificate that Java does not read");
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(":", ""));
    }

    private static void certificate(byte[] bytes, List<String> facts) throws GeneralSecurityException {
        X509Certificate read = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        facts.add("serial "
                + HexFormat.of()
                        .formatHex(read.getSerialNumber().toByteArray())
                        .replaceAll("^00(?=..)", "")
                        .toUpperCase(Locale.ROOT));
        facts.add("not_valid_before " + read.getNotBefore().toInstant());
        facts.add("not_valid_after " + read.getNotAfter().toInstant());
        facts.add("version " + read.getVersion());
        if (read.getPublicKey() instanceof RSAPublicKey key) {
            facts.add("key_length " + key.getModulus().bitLength());
        } else if (read.getPublicKey() instanceof ECPublicKey key) {
            facts.add("key_length " + key.getParams().getCurve().getField().getFieldSize());
        }
        if (read.getSubjectAlternativeNames() != null) {
            for (List<?> name : read.getSubjectAlternativeNames()) {
                if (name.get(0).equals(2) || name.get(0).equals(7)) {
                    facts.add("san " + name.get(1));
                }
            }
        }
    }
}
