package io.fieldwarden.agent.capture;

/** Tells the time when there is nothing to capture frames from: an agent that only taps brokers. */
public final class ClockSource implements FrameSource {
    private static final long NANOS_PER_MILLI = 1_000_000;

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public int poll(FrameSink sink, int budget, int waitMillis) {
        try {
            Thread.sleep(waitMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sink.tick(System.currentTimeMillis() * NANOS_PER_MILLI);
        return 0;
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
