package io.fieldwarden.agent.decode.mqtt;

/** Versions of the protocol by the level that CONNECT states (3.1.2.2). */
public enum MqttVersion {
    /** Picked up after CONNECT, and nothing has shown the version yet. */
    UNKNOWN(0, ""),
    V3_1(3, "3.1"),
    V3_1_1(4, "3.1.1"),
    V5(5, "5.0");

    private final int level;
    private final String number;

    MqttVersion(int level, String number) {
        this.level = level;
        this.number = number;
    }

    /** Protocol level on the wire; 0 for {@link #UNKNOWN}. */
    public int level() {
        return level;
    }

    /** Version as people write it, empty for {@link #UNKNOWN}. */
    public String number() {
        return number;
    }

    static MqttVersion ofLevel(int level) {
        return switch (level) {
            case 3 -> V3_1;
            case 4 -> V3_1_1;
            case 5 -> V5;
            default -> UNKNOWN;
        };
    }
}
