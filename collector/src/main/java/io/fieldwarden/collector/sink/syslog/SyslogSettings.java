package io.fieldwarden.collector.sink.syslog;

import io.fieldwarden.collector.sink.FormatName;
import io.fieldwarden.collector.sink.SinkSettings;
import io.fieldwarden.config.DataSize;
import io.fieldwarden.config.Default;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a sink of type {@code syslog}.
 *
 * @param host host name or IP address of the receiver
 * @param port its port, 1 to 65535
 * @param transport plain TCP, or TLS (RFC 5425)
 * @param framing how messages are told apart on the connection (RFC 6587); TLS demands octet counting
 * @param format what a message carries
 * @param facility facility of all messages
 * @param hostName HOSTNAME in the messages; the collector's own if left out
 * @param structuredDataId SD-ID of our structured data; empty for none
 * @param bom whether a message that is not plain ASCII begins with a byte order mark
 * @param maxBytes longest message, 1 KiB to 1 MiB
 * @param tls certificates, for transport {@code tls}
 * @param confirm how we make sure that the receiver has read what was sent
 * @param confirmEvery how long messages are sent on one connection before it is confirmed
 * @param settle how long the receiver must stay alive after it has read a message before the message counts as delivered
 * @param timeout longest wait for a connection, a write or the receiver's end of a connection
 */
public record SyslogSettings(
        String name,
        @Default("syslog") String type,
        @Default("false") boolean updates,
        String host,
        @Default("6514") int port,
        @Default("tls") Transport transport,
        @Default("octet-counting") Framing framing,
        @Default("cef") FormatName format,
        @Default("local0") Facility facility,
        @Nullable String hostName,
        @Default("fieldwarden@32473") String structuredDataId,
        @Default("false") boolean bom,
        @Default("8KiB") DataSize maxBytes,
        @Default("{}") Tls tls,
        @Default("by-close") Confirm confirm,
        @Default("1s") Duration confirmEvery,
        @Default("2s") Duration settle,
        @Default("10s") Duration timeout)
        implements SinkSettings {
    private static final Pattern SD_ID = Pattern.compile("|[!#-<>-\\\\^-~]{1,32}");
    private static final long BYTES_MIN = 1024;
    private static final long BYTES_MAX = 1024 * 1024;
    private static final int PORT_MAX = 65_535;

    public SyslogSettings {
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("port: expected 1 to 65535, found " + port);
        }
        if (maxBytes.bytes() < BYTES_MIN || maxBytes.bytes() > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "max-bytes: expected 1KiB to 1MiB, found " + maxBytes.bytes() + " bytes");
        }
        if (!SD_ID.matcher(structuredDataId).matches()) {
            throw new IllegalArgumentException(
                    "structured-data-id: expected up to 32 printable ASCII characters without"
                            + " space, =, ] and \", such as name@32473, found \"" + structuredDataId + "\"");
        }
        if (transport == Transport.TLS && framing == Framing.LF) {
            throw new IllegalArgumentException("framing: TLS demands octet-counting (RFC 5425), found lf");
        }
        if (timeout.isZero() || confirmEvery.isZero()) {
            throw new IllegalArgumentException("timeout and confirm-every: expected more than 0");
        }
    }

    /** How bytes travel. */
    public enum Transport {
        TCP,
        TLS
    }

    /** RFC 6587 section 3.4. */
    public enum Framing {
        OCTET_COUNTING,
        LF
    }

    /** What lets a message count as delivered. */
    public enum Confirm {
        /** The receiver has closed its side of the connection after us: it has read everything on it. */
        BY_CLOSE,
        /** The connection has stayed open for the settle time: for receivers that cannot stand new connections. */
        BY_TIME
    }

    /** RFC 5424 table 1, the facilities an application may use. */
    public enum Facility {
        USER(1),
        DAEMON(3),
        AUTH(4),
        AUTHPRIV(10),
        LOCAL0(16),
        LOCAL1(17),
        LOCAL2(18),
        LOCAL3(19),
        LOCAL4(20),
        LOCAL5(21),
        LOCAL6(22),
        LOCAL7(23);

        private final int code;

        Facility(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /**
     * Certificates.
     *
     * @param ca authorities the receiver's certificate must come from, in PEM; the system's if left out
     * @param certificate our own certificate and chain in PEM, if the receiver wants one
     * @param key its private key, PKCS#8 in PEM
     * @param verifyName whether the receiver's certificate must name its host
     */
    public record Tls(
            @Nullable Path ca,
            @Nullable Path certificate,
            @Nullable Path key,
            @Default("true") boolean verifyName) {
        public Tls {
            if ((certificate == null) != (key == null)) {
                throw new IllegalArgumentException("certificate and key: expected both or neither");
            }
        }
    }
}
