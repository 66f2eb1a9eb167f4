package io.fieldwarden.agent.decode.codesys;

/** Commands of the channel layer. */
final class CodesysChannel {
    static final int BLOCK = 0x01;
    static final int ACKNOWLEDGE = 0x02;
    static final int KEEP_ALIVE = 0x03;
    static final int INFO_REQUEST = 0xC2;
    static final int INFO_RESPONSE = 0x82;
    static final int OPEN_REQUEST = 0xC3;
    static final int OPEN_RESPONSE = 0x83;
    static final int CLOSE = 0xC4;

    /** Flag of the block a message begins with. */
    static final int FIRST = 0x01;
    /** Command, flags, channel, block number, acknowledged number. */
    static final int BLOCK_HEADER = 12;
    /** Size and checksum of a whole message, in its first block. */
    static final int MESSAGE_HEADER = 8;

    private CodesysChannel() {}

    static boolean isCommand(int command) {
        return switch (command) {
            case BLOCK, ACKNOWLEDGE, KEEP_ALIVE, INFO_REQUEST, INFO_RESPONSE, OPEN_REQUEST, OPEN_RESPONSE, CLOSE ->
                true;
            default -> false;
        };
    }
}
