package io.fieldwarden.agent.capture;

/** Takes frames from a source, on the lane's thread. */
public interface FrameSink {
    /** Takes one frame; {@code frame} is reused after the call. */
    void frame(Frame frame);

    /** Says what time it is when no frame does, so that silence can be noticed. */
    void tick(long atNanos);
}
