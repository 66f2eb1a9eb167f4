package io.fieldwarden.agent.capture.broker;

import io.fieldwarden.agent.capture.Publication;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Publications on their way to the lane: bounded in number and in bytes; what does not fit is dropped and counted. */
final class PublicationQueue {
    private final BrokerLimits limits;
    private final ArrayBlockingQueue<Publication> queue;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    PublicationQueue(BrokerLimits limits) {
        this.limits = limits;
        queue = new ArrayBlockingQueue<>(limits.queuePublicationsMax());
    }

    void offer(Publication publication) {
        received.incrementAndGet();
        int size = size(publication);
        if (bytes.addAndGet(size) > limits.queueBytesMax() || !queue.offer(publication)) {
            bytes.addAndGet(-size);
            dropped.incrementAndGet();
        }
    }

    /** Counts a publication that was never let in. */
    void stepOver() {
        received.incrementAndGet();
        dropped.incrementAndGet();
    }

    int drain(Consumer<Publication> taker, int budget) {
        int taken = 0;
        for (; taken < budget; taken++) {
            Publication publication = queue.poll();
            if (publication == null) {
                break;
            }
            bytes.addAndGet(-size(publication));
            taker.accept(publication);
        }
        return taken;
    }

    long received() {
        return received.get();
    }

    long dropped() {
        return dropped.get();
    }

    private static int size(Publication publication) {
        return publication.payload().length + 2 * publication.topic().length();
    }
}
