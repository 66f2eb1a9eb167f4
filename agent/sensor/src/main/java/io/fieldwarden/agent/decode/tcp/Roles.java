package io.fieldwarden.agent.decode.tcp;

/** Guesses who opened a conversation whose beginning was not seen. Only roles are guessed from ports, never the protocol. */
final class Roles {
    private static final int SYSTEM_PORT_MAX = 1023;
    /** Registered ports on which industrial servers listen; below the ports clients get. */
    private static final int[] SERVERS = {
        1883, 1911, 2222, 2404, 4840, 4911, 8883, 9600, 18245, 20000, 34962, 34964, 44818, 47808
    };

    private Roles() {}

    /** Whether the receiver of a packet, rather than its sender, probably opened the conversation. */
    static boolean receiverOpened(int sourcePort, int destinationPort) {
        int bySource = rank(sourcePort);
        int byDestination = rank(destinationPort);
        return bySource != byDestination ? bySource < byDestination : sourcePort < destinationPort;
    }

    /** Whether the sender of a first datagram plainly answers. */
    static boolean answers(int sourcePort, int destinationPort) {
        return rank(sourcePort) == 0 && rank(destinationPort) != 0;
    }

    private static int rank(int port) {
        if (port <= SYSTEM_PORT_MAX) {
            return 0;
        }
        for (int server : SERVERS) {
            if (port == server) {
                return 0;
            }
        }
        return 1;
    }
}
