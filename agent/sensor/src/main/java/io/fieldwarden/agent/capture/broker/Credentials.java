package io.fieldwarden.agent.capture.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Who we are for a broker.
 *
 * @param clientId client identifier
 * @param password if there is one
 */
record Credentials(String clientId, Optional<String> password) {
    private static final int PASSWORD_FILE_BYTES_MAX = 64 * 1024;

    static Credentials read(BrokerTapConfig config) throws IOException {
        Optional<String> password = config.passwordFile().isPresent()
                ? Optional.of(firstLine(config.passwordFile().get()))
                : Optional.empty();
        return new Credentials(config.clientId().orElseGet(Credentials::madeUp), password);
    }

    /** 19 characters of those that every broker has to take (MQTT 3.1.1, [MQTT-3.1.3-5]). */
    private static String madeUp() {
        return "fw-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    private static String firstLine(Path file) throws IOException {
        if (Files.size(file) > PASSWORD_FILE_BYTES_MAX) {
            throw new IOException(file + ": is no password file; expected one line");
        }
        return Files.readString(file).lines().findFirst().orElse("");
    }

    @Override
    public String toString() {
        return "Credentials[" + clientId + "]"; // the password is nobody's to see
    }
}
