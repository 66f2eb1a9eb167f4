package io.fieldwarden.agent.uplink;

import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.Problem;
import io.fieldwarden.agent.enrolment.ConnectTrouble;
import io.fieldwarden.agent.enrolment.Identity;
import io.fieldwarden.agent.enrolment.Tls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Requests to the collectors with one identity; the address that answered last is asked first. */
final class CollectorLink implements AutoCloseable {
    private final UplinkSettings settings;
    private final HttpClient client;
    private int current;

    CollectorLink(UplinkSettings settings, Identity identity) throws GeneralSecurityException {
        this.settings = settings;
        client = Tls.client(identity, settings.limits().connectTimeout());
    }

    /** Posts to the first collector that takes it; tries a single one twice, as a connection kept open may be stale. */
    Answer post(String path, byte[] json) throws InterruptedException {
        int attempts = Math.max(2, settings.collectors().size());
        Answer answer = new Answer.Later("not tried", false, Optional.empty());
        for (int attempt = 0; attempt < attempts; attempt++) {
            answer = post(settings.collectors().get(current), path, json);
            boolean busyAndAlone = answer instanceof Answer.Later later
                    && later.answered()
                    && settings.collectors().size() == 1;
            if (!(answer instanceof Answer.Later) || busyAndAlone) {
                return answer;
            }
            current = (current + 1) % settings.collectors().size();
        }
        return answer;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private Answer post(URI collector, String path, byte[] json) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(collector.resolve(path))
                .header("Content-Type", "application/json")
                .timeout(settings.limits().answerTimeout())
                .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                .build();
        try {
            return read(
                    collector,
                    client.send(
                            request,
                            HttpResponse.BodyHandlers.limiting(
                                    HttpResponse.BodyHandlers.ofByteArray(), UplinkLimits.ANSWER_BYTES_MAX)));
        } catch (IOException e) {
            return ConnectTrouble.certificateRefused(e)
                    ? new Answer.CertificateRefused(String.valueOf(e.getMessage()))
                    : new Answer.Later(ConnectTrouble.explain(collector, e), false, Optional.empty());
        }
    }

    private Answer read(URI collector, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        Optional<Problem> problem = problem(response.body());
        String why = problem.map(p -> p.type() + ": " + p.detail()).orElse("status " + status);
        return switch (status) {
            case 200, 201, 202, 204 -> new Answer.Taken(response.body());
            case 400, 413, 422 -> new Answer.Unacceptable(status, problem);
            case 401, 403 -> new Answer.CertificateRefused(why);
            default ->
                new Answer.Later(collector + " cannot take anything now (" + why + ")", true, retryAfter(response));
        };
    }

    private static Optional<Problem> problem(byte[] body) {
        try {
            return Optional.of(ContractJson.read(body, Problem.class)).filter(CollectorLink::complete);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a proxy's page, or nothing
        }
    }

    @SuppressWarnings({"ConstantValue", "RedundantNullCheck"}) // what comes from outside may lack a field
    private static boolean complete(Problem problem) {
        return problem.type() != null && problem.detail() != null;
    }

    /** Seconds or a date (RFC 9110, 10.2.3); zero or more. A server that is busy without saying how long is retried by our own pace. */
    private Optional<Duration> retryAfter(HttpResponse<byte[]> response) {
        return response.headers()
                .firstValue("Retry-After")
                .flatMap(CollectorLink::delay)
                .map(this::within);
    }

    private Duration within(Duration asked) {
        Duration longest = settings.limits().retryAfterMax();
        Duration atLeastZero = asked.isNegative() ? Duration.ZERO : asked;
        return atLeastZero.compareTo(longest) > 0 ? longest : atLeastZero;
    }

    private static Optional<Duration> delay(String header) {
        String value = header.strip();
        try {
            if (value.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
            }
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(Instant.now(), until));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
