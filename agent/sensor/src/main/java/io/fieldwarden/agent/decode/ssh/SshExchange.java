package io.fieldwarden.agent.decode.ssh;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How two sides agree on their keys, and what is told of it. */
final class SshExchange {
    private static final int KEXINIT = 20;
    private static final int KEX_INIT = 30;
    private static final int KEX_REPLY = 31;
    private static final int GROUP_REPLY = 33;
    private static final int GROUP_REQUEST = 34;
    private static final int KEY_BYTES_MAX = 8_192;

    private final SshFacts facts;
    private final SshDigests digests;
    private final SshLimits limits;
    private final String[] banners = {"", ""};
    private final @Nullable SshOffer[] offers = new SshOffer[2];
    private Direction client = Direction.FROM_ORIGINATOR;
    private String hostKey = "";
    private long begunNanos;
    private boolean begun;
    private boolean over;

    SshExchange(SshFacts facts, SshDigests digests, SshLimits limits) {
        this.facts = facts;
        this.digests = digests;
        this.limits = limits;
    }

    private static int index(Direction side) {
        return side == Direction.FROM_ORIGINATOR ? 0 : 1;
    }

    SshFacts facts() {
        return facts;
    }

    Direction client() {
        return client;
    }

    void banner(Direction from, String line, long atNanos) {
        if (!begun) {
            begun = true;
            begunNanos = atNanos;
        }
        banners[index(from)] = facts.cut(line);
    }

    /** Whether either side has nothing but SSH 1. */
    boolean isOld() {
        return SshBanner.isOld(banners[0]) || SshBanner.isOld(banners[1]);
    }

    /** A packet that is not encrypted; its payload has {@code size} bytes at {@code at}. */
    void packet(Direction from, Window bytes, int at, int size, long atNanos) {
        switch (bytes.u8(at)) {
            case KEXINIT -> {
                SshOffer offer = SshOffer.read(bytes, at, size);
                if (offer == null) {
                    String detail = "a list of algorithms ends after its packet, expected it inside";
                    facts.anomaly(SshAnomaly.BAD_KEXINIT, detail, atNanos);
                } else {
                    offers[index(from)] = offer;
                }
            }
            case KEX_INIT, GROUP_REQUEST -> client = from;
            case KEX_REPLY, GROUP_REPLY -> hostKey(bytes, at, size);
            default -> {}
        }
    }

    private void hostKey(Window bytes, int at, int size) {
        boolean grouped = agreed(SshOffer.KEX).startsWith("diffie-hellman-group-exchange");
        if (bytes.u8(at) != (grouped ? GROUP_REPLY : KEX_REPLY) || size < 5) {
            return;
        }
        long length = bytes.u32(at + 1);
        if (length > 0 && length <= Math.min(size - 5, KEY_BYTES_MAX)) {
            byte[] key = new byte[(int) length];
            bytes.copy(at + 5, key, 0, key.length);
            hostKey = digests.hostKey(key);
        }
    }

    private String agreed(int index) {
        SshOffer ours = offers[index(client)];
        SshOffer theirs = offers[index(client.opposite())];
        return ours == null || theirs == null ? "" : facts.cut(SshOffer.agreed(ours, theirs, index));
    }

    /** Whether what follows is compressed at once, so that its size says nothing (RFC 4253 6.2). */
    boolean isCompressed() {
        return agreed(SshOffer.COMPRESSION_TO_CLIENT).equals("zlib");
    }

    /** Both sides have their keys, or never will. */
    void finish(Outcome outcome, long atNanos) {
        if (over || !begun) {
            return;
        }
        over = true;
        String clientBanner = banners[index(client)];
        String serverBanner = banners[index(client.opposite())];
        List<Attribute> attributes = new ArrayList<>(16);
        boolean old = isOld();
        add(attributes, "version", old ? "1" : "2");
        add(attributes, "client", clientBanner);
        add(attributes, "server", serverBanner);
        add(attributes, "cipher_alg", agreed(SshOffer.CIPHER_TO_SERVER));
        add(attributes, "mac_alg", agreed(SshOffer.MAC_TO_SERVER));
        add(attributes, "compression_alg", agreed(SshOffer.COMPRESSION_TO_SERVER));
        add(attributes, "kex_alg", agreed(SshOffer.KEX));
        add(attributes, "host_key_alg", agreed(SshOffer.HOST_KEY));
        add(attributes, "host_key_fingerprint", hostKey);
        SshOffer ours = offers[index(client)];
        SshOffer theirs = offers[index(client.opposite())];
        if (ours != null) {
            add(attributes, "hassh", digests.hassh(ours.clientHassh()));
        }
        if (theirs != null) {
            add(attributes, "hassh_server", digests.hassh(theirs.serverHassh()));
        }
        if (outcome.equals(Outcome.SUCCEEDED)
                && !old
                && ours != null
                && theirs != null
                && agreed(SshOffer.KEX).isEmpty()) {
            String detail = "no key exchange in common, expected one";
            facts.anomaly(SshAnomaly.NO_COMMON_ALGORITHM, detail, atNanos);
        }
        facts.operation(client, "key_exchange", attributes, outcome, begunNanos);
        facts.identity(client, false, clientBanner, "", atNanos);
        facts.identity(client.opposite(), true, serverBanner, hostKey, atNanos);
    }

    boolean isOver() {
        return over;
    }

    void timePassed(long atNanos) {
        if (!over && begun && atNanos - begunNanos > limits.answerNanos()) {
            close(atNanos);
        }
    }

    void close(long atNanos) {
        boolean answered = !banners[index(client.opposite())].isEmpty();
        finish(answered ? Outcome.ONE_WAY : Outcome.UNANSWERED, atNanos);
    }

    private static void add(List<Attribute> attributes, String name, String value) {
        if (!value.isEmpty()) {
            attributes.add(new Attribute(name, value));
        }
    }
}
