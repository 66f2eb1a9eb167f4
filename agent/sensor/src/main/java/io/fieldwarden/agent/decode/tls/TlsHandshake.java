package io.fieldwarden.agent.decode.tls;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a handshake goes, and what is told of it once that is known. */
final class TlsHandshake {
    private static final int NAMED_CURVE = 3;
    private static final int FATAL = 2;
    private static final int CLOSE_NOTIFY = 0;

    private final TlsFacts facts;
    private final TlsFingerprints fingerprints;
    private final TlsLimits limits;
    private final List<TlsCertificate> chain = new ArrayList<>();
    private final List<TlsCertificate> clientChain = new ArrayList<>();

    private @Nullable TlsClientHello offered;
    private @Nullable TlsServerHello chosen;
    private Direction client = Direction.FROM_ORIGINATOR;
    private long begunNanos;
    private int recordVersion;
    private int group;
    private boolean retried;
    private boolean keysExchanged;
    private boolean certificateRequested;
    private boolean clientChanged;
    private boolean serverChanged;
    private boolean over;

    TlsHandshake(TlsFacts facts, TlsFingerprints fingerprints, TlsLimits limits) {
        this.facts = facts;
        this.fingerprints = fingerprints;
        this.limits = limits;
    }

    TlsFacts facts() {
        return facts;
    }

    /** Whether all was told. */
    boolean isOver() {
        return over;
    }

    /** Version a record with a handshake message says. */
    void recordVersion(int version) {
        recordVersion = version;
    }

    void message(Direction from, int type, Window body, long atNanos) {
        switch (type) {
            case TlsMessage.CLIENT_HELLO -> clientHello(from, TlsClientHello.read(body, limits.textChars()), atNanos);
            case TlsMessage.SERVER_HELLO -> serverHello(from, body, atNanos);
            case TlsMessage.HELLO_RETRY_REQUEST -> retried = true;
            case TlsMessage.CERTIFICATE -> certificates(from, body, atNanos);
            case TlsMessage.SERVER_KEY_EXCHANGE -> {
                keysExchanged = true;
                if (body.length() >= 3 && body.u8(0) == NAMED_CURVE) {
                    group = body.u16(1);
                }
            }
            case TlsMessage.CERTIFICATE_REQUEST -> certificateRequested = true;
            case TlsMessage.SERVER_HELLO_DONE, TlsMessage.CLIENT_KEY_EXCHANGE -> keysExchanged = true;
            default -> {}
        }
    }

    /** A hello in the framing of SSL 2.0. */
    void oldHello(Direction from, Window whole, long atNanos) {
        clientHello(from, TlsClientHello.old(whole), atNanos);
    }

    private void clientHello(Direction from, @Nullable TlsClientHello hello, long atNanos) {
        if (hello == null || hello.broken) {
            facts.anomaly(TlsAnomaly.BAD_HELLO, "client hello ends before its fields, expected them whole", atNanos);
        }
        if (hello == null || offered != null) {
            return; // the second one, after a retry request, says the same with another key
        }
        offered = hello;
        client = from;
        begunNanos = atNanos;
    }

    private void serverHello(Direction from, Window body, long atNanos) {
        TlsServerHello hello = TlsServerHello.read(body, limits.textChars());
        if (hello == null || hello.broken) {
            facts.anomaly(TlsAnomaly.BAD_HELLO, "server hello ends before its fields, expected them whole", atNanos);
        }
        if (hello == null) {
            return;
        }
        retried |= hello.retry;
        if (hello.retry || chosen != null) {
            return;
        }
        chosen = hello;
        group = hello.group == 0 ? group : hello.group;
        if (offered == null) {
            client = from.opposite();
            begunNanos = atNanos;
        }
    }

    /** Reads a chain (RFC 5246 7.4.2). */
    private void certificates(Direction from, Window body, long atNanos) {
        List<TlsCertificate> into = from == client && (offered != null || chosen != null) ? clientChain : chain;
        if (!into.isEmpty() || body.length() < 3) {
            return;
        }
        int at = 3;
        while (body.length() - at >= 3 && into.size() < limits.certificates()) {
            int size = body.u24(at);
            if (size > body.length() - at - 3) {
                facts.anomaly(
                        TlsAnomaly.BAD_CERTIFICATE,
                        "certificate of " + size + " bytes, expected at most " + (body.length() - at - 3),
                        atNanos);
                return;
            }
            TlsCertificate certificate =
                    new TlsCertificateReader(fingerprints, limits).read(new Window().over(body, at + 3, size));
            if (certificate == null) {
                facts.anomaly(TlsAnomaly.BAD_CERTIFICATE, "a certificate that is no DER, expected one", atNanos);
                return;
            }
            into.add(certificate);
            at += 3 + size;
        }
        if (into.equals(chain) && !chain.isEmpty()) {
            facts.identity(from, chain.getFirst(), atNanos);
        }
    }

    /** From here that side encrypts, except in TLS 1.3, where this means nothing; returns whether it does. */
    boolean changeCipherSpec(Direction from, long atNanos) {
        TlsServerHello hello = chosen;
        if (over || (hello != null && hello.isThirteen()) || (hello == null && retried)) {
            return false;
        }
        if (from == client) {
            clientChanged = true;
        } else {
            serverChanged = true;
        }
        return true;
    }

    /** A handshake message that cannot be read: "finished", if both sides have changed. */
    void encryptedHandshake(Direction from, long atNanos) {
        if (!over && clientChanged && serverChanged) {
            tell(Outcome.SUCCEEDED, atNanos);
        }
    }

    void encryptedData(Direction from, long atNanos) {
        TlsServerHello hello = chosen;
        if (over || hello == null) {
            return;
        }
        boolean finished = hello.isThirteen() ? from == client : clientChanged && serverChanged;
        if (finished) {
            tell(Outcome.SUCCEEDED, atNanos);
        }
    }

    void alert(Direction from, int level, int description, long atNanos) {
        if (over || level > FATAL || level == 0) {
            return; // a level that cannot be: it is encrypted
        }
        if (level == FATAL || description == CLOSE_NOTIFY) {
            tell(Outcome.refused(description, TlsNames.alert(description)), atNanos);
        }
    }

    void timePassed(long atNanos) {
        if (!over && (offered != null || chosen != null) && atNanos - begunNanos > limits.answerNanos()) {
            close(atNanos);
        }
    }

    void close(long atNanos) {
        if (!over && offered == null && chosen == null) {
            over = true;
        } else if (!over) {
            tell(chosen == null ? Outcome.UNANSWERED : Outcome.ONE_WAY, atNanos);
        }
    }

    private void tell(Outcome outcome, long atNanos) {
        over = true;
        TlsClientHello hello = offered;
        TlsServerHello answer = chosen;
        long since = hello == null && answer == null ? atNanos : begunNanos;
        List<Attribute> attributes = new ArrayList<>(32);
        if (answer != null) {
            attributes.add(new Attribute("version", TlsNames.version(answer.version)));
            attributes.add(new Attribute("cipher", TlsNames.cipher(answer.cipher)));
        }
        if (answer != null && group != 0) {
            attributes.add(new Attribute("curve", TlsNames.group(group)));
        }
        if (hello != null) {
            offer(attributes, hello);
        }
        if (answer != null) {
            boolean psk =
                    answer.isThirteen() ? answer.preSharedKey : serverChanged && chain.isEmpty() && !keysExchanged;
            add(attributes, "next_protocol", facts.cut(answer.protocol));
            attributes.add(new Attribute("resumed", Boolean.toString(psk)));
            attributes.add(new Attribute("ja3s", fingerprints.ja3s(answer)));
        }
        if (retried) {
            attributes.add(new Attribute("hello_retry", "true"));
        }
        boolean established = outcome.equals(Outcome.SUCCEEDED);
        attributes.add(new Attribute("established", Boolean.toString(established)));
        if (outcome.kind() == Outcome.Kind.REFUSED) {
            attributes.add(new Attribute("last_alert", outcome.name()));
        }
        new TlsChainTeller(attributes, facts).tell(chain, clientChain, certificateRequested, hello);
        Operation operation = new Operation(
                TlsDecoder.PROTOCOL, TlsMessage.CLIENT_HELLO, "tls_handshake", Access.SESSION, "", null, attributes);
        facts.operation(client, operation, outcome, since);
        chain.clear();
        clientChain.clear();
        offered = null;
        chosen = null;
    }

    private void offer(List<Attribute> attributes, TlsClientHello hello) {
        add(attributes, "server_name", hello.serverName);
        attributes.add(new Attribute("client_version", TlsNames.version(hello.highest())));
        if (recordVersion != 0 && recordVersion < 0x0301) {
            attributes.add(new Attribute("record_version", TlsNames.version(recordVersion)));
        }
        add(attributes, "client_alpn", facts.cut(hello.protocols));
        attributes.add(new Attribute("ja3", fingerprints.ja3(hello)));
        attributes.add(new Attribute("ja4", fingerprints.ja4(hello)));
        flag(attributes, "session_ticket", hello.ticket);
        flag(attributes, "pre_shared_key", hello.preSharedKey);
        flag(attributes, "early_data", hello.earlyData);
        flag(attributes, "encrypted_client_hello", hello.encryptedHello);
    }

    private static void flag(List<Attribute> attributes, String name, boolean set) {
        if (set) {
            attributes.add(new Attribute(name, "true"));
        }
    }

    private static void add(List<Attribute> attributes, String name, String value) {
        if (!value.isEmpty()) {
            attributes.add(new Attribute(name, value));
        }
    }
}
