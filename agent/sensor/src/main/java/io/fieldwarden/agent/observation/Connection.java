package io.fieldwarden.agent.observation;

/**
 * One transport conversation: who opened it (originator) and who answered (responder), as Zeek uses the words.
 * Owned by the lane's thread; observations refer to it, so what it says is the state now, not at the observation.
 */
public final class Connection {

    private final long id;
    private final Transport transport;
    private final Endpoint originator;
    private final Endpoint responder;
    private final int vlan;
    private final long openedNanos;
    private final boolean midstream;
    private String protocol = "";
    private boolean established;
    private long packets;
    private long bytes;

    /**
     * @param id ordinal of the connection in this run, from 1
     * @param vlan outermost VLAN id, 0 if untagged
     * @param opening how it began
     */
    public Connection(long id, Transport transport, Ends ends, int vlan, Opening opening) {
        this.id = id;
        this.transport = transport;
        this.originator = ends.originator();
        this.responder = ends.responder();
        this.vlan = vlan;
        this.openedNanos = opening.atNanos();
        this.midstream = opening.midstream();
    }

    /**
     * How a conversation began.
     *
     * @param atNanos time of the first frame
     * @param midstream whether the beginning was not seen, so that originator and responder are a guess
     */
    public record Opening(long atNanos, boolean midstream) {}

    /** Both ends, in their roles. */
    public record Ends(Endpoint originator, Endpoint responder) {}

    public long id() {
        return id;
    }

    public Transport transport() {
        return transport;
    }

    public Endpoint originator() {
        return originator;
    }

    public Endpoint responder() {
        return responder;
    }

    /** The end that {@code from} names. */
    public Endpoint end(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? originator : responder;
    }

    public int vlan() {
        return vlan;
    }

    public long openedNanos() {
        return openedNanos;
    }

    public boolean midstream() {
        return midstream;
    }

    /** Application protocol in lower case, empty until recognised. */
    public String protocol() {
        return protocol;
    }

    public boolean established() {
        return established;
    }

    /** Called by decode when the bytes have shown what is spoken. */
    public void recognised(String asProtocol) {
        this.protocol = asProtocol;
    }

    /** Called by decode when the responder has accepted. */
    public void accepted() {
        this.established = true;
    }

    /** Called by decode for every packet; {@code size} is what the transport carried, its header included, in bytes. */
    public void carried(int size) {
        packets++;
        bytes += size;
    }

    /** Packets both ways so far. */
    public long packets() {
        return packets;
    }

    /** Bytes above IP both ways so far, transport headers included. */
    public long bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return transport + " " + originator + " > " + responder;
    }
}
