package io.fieldwarden.agent.replay;

import io.fieldwarden.agent.telemetry.RoomMeter;
import java.nio.file.Path;
import java.util.Locale;

/** Tells a person at a terminal, on standard error, how far a replay is; silent when nobody watches. */
public final class Progress implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 250;

    private final RoomMeter frames;
    private final boolean watched = System.console() != null && System.console().isTerminal();
    private final Thread teller;
    private volatile String file = "";

    /** @param frames counts the frames read */
    public Progress(RoomMeter frames) {
        this.frames = frames;
        this.teller = Thread.ofVirtual().name("progress").unstarted(this::tell);
        if (watched) {
            teller.start();
        }
    }

    /** Names the file that is read now. */
    public void file(Path path) {
        file = String.valueOf(path.getFileName());
    }

    private void tell() {
        try {
            while (true) {
                Thread.sleep(INTERVAL_MILLIS);
                System.err.printf(
                        Locale.ROOT, "\r\u001B[K%,d frames  %s", frames.report().received(), file);
            }
        } catch (InterruptedException e) {
            System.err.print("\r\u001B[K");
        }
    }

    @Override
    public void close() {
        teller.interrupt();
        try {
            teller.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
