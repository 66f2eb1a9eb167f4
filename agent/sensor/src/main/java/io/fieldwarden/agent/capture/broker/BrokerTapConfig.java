package io.fieldwarden.agent.capture.broker;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A broker to listen to.
 *
 * @param name what to call it in logs
 * @param uri {@code mqtt://host:1883} or {@code mqtts://host:8883} (also {@code tcp}, {@code ssl})
 * @param version of MQTT
 * @param topicFilters what to subscribe to; {@code $SYS/#} has to be named, {@code #} does not include it
 * @param qos 0 or 1
 * @param clientId a fixed client identifier, for brokers that know their clients; else one is made up
 * @param username for the broker's login
 * @param passwordFile whose first line is the password; read again for every attempt
 * @param tls for {@code mqtts}
 * @param limits what it may take
 */
public record BrokerTapConfig(
        String name,
        URI uri,
        BrokerVersion version,
        List<String> topicFilters,
        int qos,
        Optional<String> clientId,
        Optional<String> username,
        Optional<Path> passwordFile,
        BrokerTls tls,
        BrokerLimits limits) {
    private static final Set<String> PLAIN = Set.of("mqtt", "tcp");
    private static final Set<String> ENCRYPTED = Set.of("mqtts", "ssl", "tls");

    public BrokerTapConfig {
        topicFilters = List.copyOf(topicFilters);
        if (uri.getHost() == null || !(PLAIN.contains(scheme(uri)) || ENCRYPTED.contains(scheme(uri)))) {
            throw new IllegalArgumentException(
                    "broker address is `" + uri + "`; expected mqtt://host:1883 or mqtts://host:8883");
        }
        if (topicFilters.isEmpty()) {
            throw new IllegalArgumentException("broker " + name + " has no topic filter; expected at least one");
        }
        topicFilters.forEach(BrokerTapConfig::check);
        if (qos < 0 || qos > 1) {
            throw new IllegalArgumentException("qos is " + qos + "; expected 0 or 1");
        }
        if (passwordFile.isPresent() && username.isEmpty()) {
            throw new IllegalArgumentException("broker " + name + " has a password file; expected a user name as well");
        }
    }

    /** Everything on the broker at {@code uri}, its own figures included, without login. */
    public static BrokerTapConfig of(String name, URI uri, BrokerVersion version) {
        return new BrokerTapConfig(
                name,
                uri,
                version,
                List.of("#", "$SYS/#"),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                BrokerTls.DEFAULT,
                BrokerLimits.DEFAULT);
    }

    /** MQTT 5.0 section 4.7: {@code +} and {@code #} stand for whole levels, and {@code #} only at the end. */
    private static void check(String filter) {
        String levels = "/" + filter + "/";
        boolean wild = levels.replace("/+/", "//").replace("/+/", "//").contains("+")
                || filter.replaceFirst("(^|/)#$", "").contains("#");
        if (filter.isEmpty() || wild || filter.getBytes(StandardCharsets.UTF_8).length > 65_535) {
            throw new IllegalArgumentException("topic filter is `" + filter
                    + "`; expected levels such as plant/+/temp or plant/#, at most 65535 bytes");
        }
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    /** Whether the connection is encrypted. */
    public boolean encrypted() {
        return ENCRYPTED.contains(scheme(uri));
    }

    /** The port of the address, or the usual one. */
    public int port() {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return encrypted() ? 8883 : 1883;
    }
}
