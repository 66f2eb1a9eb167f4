package io.fieldwarden.collector.ingest;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its one answer: reads the bounded body in bounded time, has it answered off the event loop. */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Link link;
    private final Body body;
    private long timer;
    private boolean answered;

    Exchange(Vertx vertx, HttpServerRequest request, Link link, Body body) {
        this.vertx = vertx;
        this.request = request;
        this.link = link;
        this.body = body;
    }

    /** Reads the body, then has {@code work} answer it on a thread of its own. */
    void read(long millisMax, Workers workers, Function<byte[], Answer> work) {
        timer = vertx.setTimer(millisMax, fired -> {
            body.release();
            link.close();
        });
        request.exceptionHandler(e -> {
            vertx.cancelTimer(timer);
            body.release();
            LOG.debug("a request of {} broke off: {}", link.address(), e.getMessage());
        });
        request.handler(this::take);
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            if (!answered) {
                work(workers, work);
            }
        });
    }

    private void take(Buffer chunk) {
        if (answered) {
            return;
        }
        switch (body.take(chunk)) {
            case TAKEN -> {}
            case TOO_LONG -> refuse(Answer.refused(413, "too-long", "the body is longer than is taken here"));
            case NO_ROOM ->
                refuse(Answer.later(503, "busy", "too much is arriving at once; nothing of this was stored", 5));
        }
    }

    /** Answers before the body has been read, and reads no more of it. */
    void refuse(Answer answer) {
        vertx.cancelTimer(timer);
        body.release();
        respond(answer, true);
    }

    private void work(Workers workers, Function<byte[], Answer> work) {
        var context = vertx.getOrCreateContext();
        boolean accepted = workers.start(() -> {
            Answer answer;
            try {
                answer = work.apply(body.bytes());
            } catch (RuntimeException | StackOverflowError e) {
                LOG.error("answering a request of {} failed; it is told to try again", link.address(), e);
                answer = Answer.later(500, "defect", "the collector failed at this; nothing of it was stored", 30);
            } finally {
                body.release();
            }
            Answer ready = answer;
            context.runOnContext(back -> respond(ready, false));
        });
        if (!accepted) {
            body.release();
            respond(Answer.later(503, "busy", "too many requests at once; nothing of this was stored", 2), false);
        }
    }

    private void respond(Answer answer, boolean unread) {
        if (answered) {
            return;
        }
        answered = true;
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        byte[] json = answer.json();
        if (json.length > 0) {
            response.putHeader("Content-Type", answer.contentType());
        }
        if (answer.retryAfterSeconds() > 0) {
            response.putHeader("Retry-After", String.valueOf(answer.retryAfterSeconds()));
        }
        link.completedRequest(System.nanoTime());
        response.end(Buffer.buffer(json)).onComplete(sent -> {
            if (unread) {
                stopReading();
            }
        });
    }

    /** HTTP/2 ends the one stream (RFC 9113 section 8.1, NO_ERROR); HTTP/1.1 can only end the connection. */
    private void stopReading() {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(0);
        } else {
            link.close();
        }
    }
}
