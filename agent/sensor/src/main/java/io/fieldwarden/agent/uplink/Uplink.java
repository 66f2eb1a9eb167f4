package io.fieldwarden.agent.uplink;

import io.fieldwarden.agent.contract.Batch;
import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.Heartbeat;
import io.fieldwarden.agent.contract.Problem;
import io.fieldwarden.agent.contract.Receipt;
import io.fieldwarden.agent.contract.Wire;
import io.fieldwarden.agent.enrolment.EnrolmentException;
import io.fieldwarden.agent.enrolment.Identity;
import io.fieldwarden.agent.enrolment.IdentityFile;
import io.fieldwarden.agent.spool.Spool;
import io.fieldwarden.agent.spool.SpooledAlert;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the spool, on one thread, and frees it when the collector's receipt comes. It never gives up: while
 * the collector cannot be reached, alerts wait on disk. Between batches it sends heartbeats and renews the certificate.
 */
public final class Uplink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final UplinkSettings settings;
    private final Spool spool;
    private final RoomMeter meter;
    private final Supplier<Heartbeat> heartbeat;
    private final Renewal renewal;
    private final Backoff backoff;
    private final LinkLog linkLog = new LinkLog();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private Identity identity;
    private CollectorLink link;
    private long nextHeartbeat = System.nanoTime();
    /** The last batch was not taken: then a heartbeat that is does not mean that all is well. */
    private boolean alertsStuck;

    private Uplink(
            UplinkSettings settings, IdentityFile file, Spool spool, RoomMeter meter, Supplier<Heartbeat> heartbeat)
            throws EnrolmentException {
        this.settings = settings;
        this.spool = spool;
        this.meter = meter;
        this.heartbeat = heartbeat;
        renewal = new Renewal(file, settings.limits().renewRetry());
        backoff = new Backoff(settings.limits(), RandomGenerator.getDefault());
        identity = file.load();
        link = open(settings, identity);
        thread = Thread.ofVirtual().name("uplink").unstarted(this::run);
    }

    /**
     * Starts sending.
     *
     * @param file the agent's identity; replaced when the certificate is renewed
     * @param heartbeat says how the agent is, whenever a heartbeat is due
     * @throws EnrolmentException if this agent is not enrolled, or its identity cannot be used
     */
    public static Uplink start(
            UplinkSettings settings, IdentityFile file, Spool spool, RoomMeter meter, Supplier<Heartbeat> heartbeat)
            throws EnrolmentException {
        Uplink uplink = new Uplink(settings, file, spool, meter, heartbeat);
        uplink.thread.start();
        return uplink;
    }

    /** How the link is. */
    public UplinkStatus status() {
        return linkLog.status();
    }

    /** Stops sending; what has no receipt yet stays in the spool. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(FAREWELL)) {
                thread.interrupt();
                thread.join(FAREWELL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.close();
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                round();
            }
        } catch (InterruptedException e) {
            LOG.debug("The uplink was closed while it waited", e);
        }
    }

    /** One thing after the other; whatever fails pauses all of them. */
    private void round() throws InterruptedException {
        try {
            if (renewal.due(identity)) {
                renew();
            }
            boolean reached = untilHeartbeat().isPositive() || beat();
            if (reached && spool.awaitAlerts(shortest(untilHeartbeat()))) {
                sendOldest();
            }
        } catch (IOException e) {
            pause("the spool cannot be read (" + e + ")", Optional.empty());
        } catch (RuntimeException e) {
            meter.failed(1);
            LOG.error("Uplink: a round failed; this is a defect, please report it. It goes on", e);
            pause("a defect in the uplink", Optional.empty());
        }
    }

    private void renew() throws InterruptedException {
        Optional<Identity> renewed = renewal.renew(link, identity);
        if (renewed.isPresent()) {
            CollectorLink old = link;
            identity = renewed.get();
            link = open(settings, identity);
            old.close();
        }
    }

    /** Sends a heartbeat; tells whether the collector took it. */
    private boolean beat() throws InterruptedException {
        Answer answer = link.post(Wire.HEARTBEAT, ContractJson.bytes(heartbeat.get()));
        if (answer instanceof Answer.Unacceptable refused) {
            // alerts matter more: they go on, and the next heartbeat is tried at its time
            LOG.warn("The collector does not understand the heartbeat ({}); are the versions too far apart?", refused);
        } else if (answer instanceof Answer.Taken) {
            connected(alertsStuck && spool.report().alerts() > 0);
        } else {
            troubled(answer);
            return false;
        }
        nextHeartbeat = System.nanoTime() + settings.limits().heartbeatEvery().toNanos();
        return true;
    }

    private void sendOldest() throws InterruptedException, IOException {
        Deque<List<SpooledAlert>> parts = new ArrayDeque<>();
        parts.add(spool.peek(Batch.ALERTS_MAX, Batches.ALERT_BYTES_MAX));
        while (!parts.isEmpty() && closing.getCount() > 0) {
            List<SpooledAlert> part = parts.removeFirst();
            if (!part.isEmpty() && !send(part, parts)) {
                return; // all that is left is read again from the spool
            }
        }
    }

    /** Sends one batch, or puts its halves at the head of {@code parts} if something in it is unacceptable. */
    private boolean send(List<SpooledAlert> alerts, Deque<List<SpooledAlert>> parts) throws InterruptedException {
        String id = Batches.newId();
        Answer answer = link.post(Wire.ALERTS, Batches.json(id, alerts));
        if (answer instanceof Answer.Unacceptable refused) {
            return split(alerts, refused, parts);
        }
        alertsStuck = true;
        if (!(answer instanceof Answer.Taken taken)) {
            troubled(answer);
            return false;
        }
        Optional<String> defect = receiptDefect(taken, id);
        if (defect.isPresent()) {
            pause("the answer is no receipt for what was sent (" + defect.get() + ")", Optional.empty());
            return false;
        }
        alertsStuck = false;
        connected(false);
        spool.release(alerts);
        meter.received(alerts.size());
        meter.emitted(alerts.size());
        return true;
    }

    private boolean split(List<SpooledAlert> alerts, Answer.Unacceptable refused, Deque<List<SpooledAlert>> parts)
            throws InterruptedException {
        if (alerts.size() > 1) {
            int half = alerts.size() / 2;
            parts.addFirst(alerts.subList(half, alerts.size()));
            parts.addFirst(alerts.subList(0, half));
            return true;
        }
        if (refused.problem().isEmpty()) { // something in between, for instance a proxy: not the alert's fault
            pause(
                    "status " + refused.status() + " without a reason, perhaps from a proxy in between",
                    Optional.empty());
            return false;
        }
        Problem problem = refused.problem().get();
        LOG.error(
                "Dropped alert {} revision {}: the collector refuses it for good ({}: {}). Its content: {}",
                AlertLine.text(alerts.getFirst()),
                alerts.getFirst().revision(),
                problem.type(),
                problem.detail(),
                AlertLine.excerpt(alerts.getFirst()));
        spool.release(alerts);
        meter.received(1);
        meter.failed(1);
        return true;
    }

    private static Optional<String> receiptDefect(Answer.Taken taken, String batch) {
        try {
            Receipt receipt = ContractJson.read(taken.body(), Receipt.class);
            return batch.equals(receipt.batch())
                    ? Optional.empty()
                    : Optional.of("sent batch " + batch + ", got " + receipt);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void connected(boolean onlyForHeartbeats) {
        if (!onlyForHeartbeats) {
            backoff.reset();
            linkLog.connected(spool.report().alerts());
        }
    }

    /** Notes why something was not taken, and pauses. */
    private void troubled(Answer answer) throws InterruptedException {
        switch (answer) {
            case Answer.Taken taken -> LOG.debug("Nothing is wrong with {}", taken);
            case Answer.CertificateRefused refused -> {
                linkLog.refused(certificateAdvice(refused), spool.report().alerts());
                rest(backoff.next());
            }
            case Answer.Unacceptable refused -> pause("status " + refused.status(), Optional.empty());
            case Answer.Later later -> pause(later.why(), later.retryAfter());
        }
    }

    private String certificateAdvice(Answer.CertificateRefused refused) {
        return "The collector does not accept this agent's certificate (" + refused.why() + "; it is good until "
                + identity.certificate().getNotAfter().toInstant()
                + "). If it expired or was revoked, run: fieldwarden agent enroll --force with a new token,"
                + " then restart the agent";
    }

    private void pause(String why, Optional<Duration> retryAfter) throws InterruptedException {
        linkLog.lost(why, spool.report().alerts());
        rest(retryAfter.map(backoff::asked).orElseGet(backoff::next));
    }

    private void rest(Duration pause) throws InterruptedException {
        if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("The uplink is closed");
        }
    }

    private Duration untilHeartbeat() {
        return Duration.ofNanos(nextHeartbeat - System.nanoTime());
    }

    /** A wait that ends soon enough to notice that the uplink is being closed. */
    private static Duration shortest(Duration wait) {
        Duration longest = Duration.ofSeconds(1);
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    private static CollectorLink open(UplinkSettings settings, Identity identity) {
        try {
            return new CollectorLink(settings, identity);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate and key that were checked do not make a TLS client", e);
        }
    }
}
