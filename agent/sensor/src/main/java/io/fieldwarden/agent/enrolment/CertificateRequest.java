package io.fieldwarden.agent.enrolment;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;

/** Makes the agent's key and the request for its certificate (PKCS#10, RFC 2986). */
public final class CertificateRequest {
    private static final int SEQUENCE = 0x30;
    private static final int BIT_STRING = 0x03;
    private static final int ATTRIBUTES = 0xA0;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    /** SEQUENCE of the OID ecdsa-with-SHA256, 1.2.840.10045.4.3.2 (RFC 5758, 3.2). */
    private static final byte[] ECDSA_WITH_SHA256 = HexFormat.of().parseHex("300a06082a8648ce3d040302");

    private CertificateRequest() {}

    /** A new key on the curve P-256. */
    public static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no elliptic curve P-256", e);
        }
    }

    /**
     * A request signed with {@code key}, in PEM.
     *
     * @param agent the common name asked for; {@link AgentName} has been checked
     */
    public static String pem(String agent, KeyPair key) {
        // CertificationRequestInfo ::= SEQUENCE { version, subject, subjectPKInfo, attributes [0] } (RFC 2986, 4.1)
        byte[] info = value(
                SEQUENCE,
                VERSION_0,
                new X500Principal("CN=" + agent).getEncoded(),
                key.getPublic().getEncoded(),
                value(ATTRIBUTES));
        byte[] request = value(SEQUENCE, info, ECDSA_WITH_SHA256, value(BIT_STRING, new byte[] {0}, sign(info, key)));
        return Pem.write("CERTIFICATE REQUEST", request);
    }

    private static byte[] sign(byte[] info, KeyPair key) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(info);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key just made cannot sign", e);
        }
    }

    /** One DER value: tag, definite length, content (X.690, 8.1 and 10.1). */
    private static byte[] value(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82); // a request of ours never comes near 65,536 bytes
            out.write(length >> 8);
            out.write(length);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
