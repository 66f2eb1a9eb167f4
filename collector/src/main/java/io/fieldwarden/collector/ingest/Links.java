package io.fieldwarden.collector.ingest;

import io.fieldwarden.collector.telemetry.RoomMeter;
import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open connections: bounded in number, closed when they do nothing useful or their certificate is revoked. */
final class Links {
    private static final Logger LOG = LoggerFactory.getLogger(Links.class);

    private final IngestLimits limits;
    private final RoomMeter meter;
    private final Map<HttpConnection, Link> open = new ConcurrentHashMap<>();

    Links(IngestLimits limits, RoomMeter meter) {
        this.limits = limits;
        this.meter = meter;
    }

    void opened(HttpConnection connection) {
        Link link = new Link(connection, System.nanoTime());
        long sameAddress = open.values().stream()
                .filter(other -> other.address().equals(link.address()))
                .count();
        if (open.size() >= limits.connections() || sameAddress >= limits.connectionsPerAddress()) {
            meter.dropped(1);
            LOG.debug("closed a connection of {}: it has {} of {} open", link.address(), sameAddress, open.size());
            connection.close();
            return;
        }
        open.put(connection, link);
        connection.closeHandler(closed -> open.remove(connection));
        connection.exceptionHandler(e -> LOG.debug("connection of {} broke: {}", link.address(), e.getMessage()));
    }

    @Nullable
    Link of(HttpConnection connection) {
        return open.get(connection);
    }

    int size() {
        return open.size();
    }

    /** Closes what only keeps a place: connections that trickle bytes or wait without completing a request. */
    void closeUseless() {
        long latest = System.nanoTime() - limits.patience().toNanos();
        open.values().stream().filter(link -> link.uselessSince(latest)).forEach(link -> {
            meter.dropped(1);
            LOG.debug("closed a connection of {}: no request for {}", link.address(), limits.patience());
            link.close();
        });
    }

    void closeRevoked(Set<String> serials) {
        if (serials.isEmpty()) {
            return;
        }
        open.values().stream().filter(link -> serials.contains(link.serial())).forEach(link -> {
            LOG.info("closed a connection of {}: its certificate was revoked", link.address());
            link.close();
        });
    }
}
