package io.fieldwarden.agent.decode.tftp;

import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** Requests whose transfer has not ended, of all connections of the lane. Bounded. */
final class TftpTransfers {
    private final int most;
    private final List<Transfer> open = new ArrayList<>();

    /** A file on its way. */
    static final class Transfer {
        final TftpFacts facts;
        final int opcode;
        final List<Attribute> attributes;
        final Endpoint client;
        final Address server;
        final long askedNanos;
        long lastNanos;
        long bytes;
        int blockSize = 512;
        boolean begun;

        Transfer(TftpFacts facts, int opcode, List<Attribute> attributes, Connection connection, long atNanos) {
            this.facts = facts;
            this.opcode = opcode;
            this.attributes = attributes;
            client = connection.originator();
            server = connection.responder().address();
            askedNanos = atNanos;
            lastNanos = atNanos;
        }
    }

    TftpTransfers(int most) {
        this.most = most;
    }

    boolean isFull() {
        return open.size() >= most;
    }

    void add(Transfer transfer) {
        open.add(transfer);
    }

    int size() {
        return open.size();
    }

    Transfer get(int index) {
        return open.get(index);
    }

    void remove(int index) {
        open.remove(index);
    }

    /** Index of the request that {@code connection} is the transfer of, or -1; the newest counts. */
    int find(Connection connection) {
        for (int index = open.size() - 1; index >= 0; index--) {
            Transfer transfer = open.get(index);
            if (isClient(transfer, connection.originator(), connection.responder())
                    || isClient(transfer, connection.responder(), connection.originator())) {
                return index;
            }
        }
        return -1;
    }

    /** A server of several addresses, or asked by broadcast, may answer from another address. */
    private static boolean isClient(Transfer transfer, Endpoint client, Endpoint server) {
        return transfer.client.port() == client.port()
                && transfer.client.address().equals(client.address())
                && (transfer.server.isGroup() || transfer.server.equals(server.address()));
    }
}
