package io.fieldwarden.agent.capture.pcap;

/**
 * How a capture file is played.
 *
 * @param pace full speed or as recorded
 * @param speed how many recorded seconds pass in one second, 0.01 to 10,000; only for {@link Pace#RECORDED}
 * @param restamp whether frames carry the time they are handed over at instead of the recorded one; for demonstrations
 * @param loop whether to start again at the end; without {@code restamp} time then jumps back
 */
public record Replay(Pace pace, double speed, boolean restamp, boolean loop) {
    /** Once, as fast as possible, with the recorded times. */
    public static final Replay FULL_SPEED = new Replay(Pace.FULL_SPEED, 1, false, false);

    public Replay {
        if (!(speed >= 0.01 && speed <= 10_000)) {
            throw new IllegalArgumentException("speed is " + speed + "; expected 0.01 to 10000");
        }
    }

    /** Once, as recorded, {@code speed} times as fast. */
    public static Replay recorded(double speed) {
        return new Replay(Pace.RECORDED, speed, false, false);
    }
}
