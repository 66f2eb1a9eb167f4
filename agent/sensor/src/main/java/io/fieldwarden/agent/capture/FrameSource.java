package io.fieldwarden.agent.capture;

import java.io.IOException;

/** A place frames come from; opened, polled and closed by one lane's thread. It never sends anything. */
public interface FrameSource extends AutoCloseable {
    /** {@link #poll} answers this at the end of a file. */
    int FINISHED = -1;

    /** What to call it in logs and counters, for instance {@code eth0} or a file name. */
    String name();

    /**
     * Hands over frames that are due.
     *
     * @param budget most frames to hand over in this call
     * @param waitMillis longest wait for the first frame; when it passes without one, {@link FrameSink#tick} is called
     * @return frames handed over, or {@link #FINISHED}
     * @throws IOException if the source failed for good; the message says what to do
     */
    int poll(FrameSink sink, int budget, int waitMillis) throws IOException;

    /** Frames the kernel or a limit dropped since the source was opened. */
    long dropped();

    @Override
    void close();
}
