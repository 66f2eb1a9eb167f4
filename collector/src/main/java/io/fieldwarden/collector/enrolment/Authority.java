package io.fieldwarden.collector.enrolment;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The collector's own certificate authority: EC P-256, made on first start, kept in the data directory ({@code ca.key}, mode
 * 0600, and {@code ca.crt}). Agents trust it alone, and it alone says who an agent is. Certificates follow RFC 5280.
 */
public final class Authority {
    private static final int SERIAL_BITS = 126;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final EnrolmentLimits limits;

    private Authority(X509Certificate certificate, PrivateKey key, EnrolmentLimits limits) {
        this.certificate = certificate;
        this.key = key;
        this.limits = limits;
    }

    /**
     * Reads the authority of {@code directory}, or makes it if there is none yet. Safe from two processes at once.
     *
     * @throws IOException if the files cannot be read or written, or only one of them is there
     */
    public static Authority open(Path directory, EnrolmentLimits limits, Instant now) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path keyFile = directory.resolve("ca.key");
        Path certificateFile = directory.resolve("ca.crt");
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("ca.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("cannot lock " + directory.resolve("ca.lock"));
            }
            if (Files.notExists(certificateFile)) {
                create(keyFile, certificateFile, limits, now);
            }
            X509Certificate certificate = KeyFiles.readCertificate(certificateFile);
            return new Authority(certificate, KeyFiles.readKey(keyFile), limits);
        }
    }

    /** SHA-256 of the authority's certificate in DER, 64 hexadecimal digits: what a join token pins. */
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The authority's certificate in PEM. */
    public String pem() {
        return KeyFiles.pem(certificate);
    }

    X509Certificate certificate() {
        return certificate;
    }

    EnrolmentLimits limits() {
        return limits;
    }

    /** Signs a certificate for an agent. */
    X509Certificate issueAgent(AgentIdentity identity, PublicKey agentKey, Instant now) {
        Leaf leaf = new Leaf(identity.name(), agentKey, SubjectNames.agent(identity), KeyPurposeId.id_kp_clientAuth);
        return issue(leaf, now, limits.agentLife());
    }

    /** Signs a certificate for the collector's own port. */
    X509Certificate issueServer(String name, GeneralNames names, PublicKey serverKey, Instant now) {
        return issue(new Leaf(name, serverKey, names, KeyPurposeId.id_kp_serverAuth), now, limits.serverLife());
    }

    /** When a certificate should be renewed: two thirds into its life. */
    static Instant renewFrom(X509Certificate certificate) {
        Instant from = certificate.getNotBefore().toInstant();
        Duration life = Duration.between(from, certificate.getNotAfter().toInstant());
        return from.plus(life.multipliedBy(2).dividedBy(3));
    }

    private record Leaf(String commonName, PublicKey key, GeneralNames names, KeyPurposeId purpose) {}

    private X509Certificate issue(Leaf leaf, Instant now, Duration life) {
        Instant end = now.plus(life);
        Instant authorityEnd = certificate.getNotAfter().toInstant();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                certificate,
                serial(),
                Date.from(now.minus(limits.backdate())),
                Date.from(end.isBefore(authorityEnd) ? end : authorityEnd),
                subject(leaf.commonName()),
                leaf.key());
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(leaf.purpose()))
                    .addExtension(Extension.subjectAlternativeName, false, leaf.names())
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers.createAuthorityKeyIdentifier(certificate))
                    .addExtension(
                            Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(leaf.key()));
            return sign(builder, key);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("cannot sign a certificate for " + leaf.commonName(), e);
        }
    }

    private static void create(Path keyFile, Path certificateFile, EnrolmentLimits limits, Instant now)
            throws IOException {
        if (Files.exists(keyFile)) {
            throw new IOException(keyFile + " is there without " + certificateFile
                    + "; restore the certificate from a backup, or remove the key to begin anew (every agent must"
                    + " then enrol again)");
        }
        KeyPair pair = KeyFiles.newKey();
        X500Name name = subject("Fieldwarden authority " + HexFormat.of().toHexDigits(RANDOM.nextInt()));
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                serial(),
                Date.from(now.minus(limits.backdate())),
                Date.from(now.plus(limits.authorityLife())),
                name,
                pair.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            X509Certificate certificate = sign(builder, pair.getPrivate());
            KeyFiles.write(
                    keyFile, KeyFiles.pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            KeyFiles.write(certificateFile, KeyFiles.pem(certificate));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make the authority", e);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private static X500Name subject(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "Fieldwarden")
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    /** 126 random bits with the highest set: never 0, never negative, never longer than 20 octets (RFC 5280 4.1.2.2). */
    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS);
    }
}
