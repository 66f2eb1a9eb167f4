package io.fieldwarden.agent.capture.broker;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a broker is trusted and how we prove who we are; all files in PEM.
 *
 * @param caFile certificates to trust instead of those the Java runtime trusts
 * @param certificateFile our certificate with its chain, if the broker asks for one
 * @param keyFile its private key in PKCS #8, not encrypted; present exactly if the certificate is
 * @param verifyHostname whether the broker's certificate has to carry the host name or address we connect to
 */
public record BrokerTls(
        Optional<Path> caFile, Optional<Path> certificateFile, Optional<Path> keyFile, boolean verifyHostname) {
    /** What the Java runtime trusts, and no certificate of ours. */
    public static final BrokerTls DEFAULT = new BrokerTls(Optional.empty(), Optional.empty(), Optional.empty(), true);

    public BrokerTls {
        if (certificateFile.isPresent() != keyFile.isPresent()) {
            throw new IllegalArgumentException("a client certificate needs its private key, and a key its certificate");
        }
    }
}
