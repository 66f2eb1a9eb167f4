package io.fieldwarden.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.contract.SpoolReport;
import io.fieldwarden.agent.spool.Alerts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TelemetryEndpointTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    @Test
    void every_figure_is_served_under_its_documented_name() throws Exception {
        RoomMeter decode = new RoomMeter("decode");
        decode.received(10);
        decode.dropped(2);
        try (Telemetry telemetry = new Telemetry();
                TelemetryEndpoint endpoint = open(telemetry)) {
            telemetry
                    .rooms(List.of(decode, new RoomMeter("spool")))
                    .spool(() -> new SpoolReport(3, 4711, 268435456, 9))
                    .uplink(() -> true)
                    .captureDrops("eth0", () -> 17);
            telemetry.alert(Alerts.alert(1, Severity.HIGH));
            telemetry.alert(Alerts.alert(2, Severity.HIGH));
            HttpResponse<String> metrics = get(endpoint, "/metrics");
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
            assertThat(metrics.body().lines())
                    .contains(
                            "fieldwarden_room_received_total{room=\"decode\"} 10.0",
                            "fieldwarden_room_dropped_total{room=\"decode\"} 2.0",
                            "fieldwarden_room_emitted_total{room=\"spool\"} 0.0",
                            "fieldwarden_room_failed_total{room=\"spool\"} 0.0",
                            "fieldwarden_spool_alerts 3.0",
                            "fieldwarden_spool_bytes 4711.0",
                            "fieldwarden_spool_bytes_max 2.68435456E8",
                            "fieldwarden_spool_dropped_total 9.0",
                            "fieldwarden_uplink_connected 1.0",
                            "fieldwarden_capture_dropped_total{source=\"eth0\"} 17.0",
                            "fieldwarden_alerts_total{severity=\"high\",type=\"ot.unauthorised-write\"} 2.0")
                    .anyMatch(line -> line.matches("fieldwarden_process_resident_bytes [1-9].*"))
                    .anyMatch(line -> line.matches("fieldwarden_process_uptime_seconds [0-9.]+"));
        }
    }

    @Test
    void health_tells_troubles_in_words() throws Exception {
        try (Telemetry telemetry = new Telemetry();
                TelemetryEndpoint endpoint = open(telemetry)) {
            assertThat(get(endpoint, "/health").statusCode()).isEqualTo(200);
            troubles.add("eth0 is down");
            HttpResponse<String> health = get(endpoint, "/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).isEqualTo("eth0 is down\n");
            assertThat(get(endpoint, "/metrics/../secret").statusCode()).isEqualTo(404);
            assertThat(get(endpoint, "/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void it_only_answers_questions() throws Exception {
        try (Telemetry telemetry = new Telemetry();
                TelemetryEndpoint endpoint = open(telemetry)) {
            HttpRequest post = HttpRequest.newBuilder(uri(endpoint, "/metrics"))
                    .POST(HttpRequest.BodyPublishers.ofString("x"))
                    .build();
            assertThat(client.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void an_address_in_use_is_named() throws Exception {
        try (Telemetry telemetry = new Telemetry();
                TelemetryEndpoint endpoint = open(telemetry)) {
            assertThatThrownBy(() -> TelemetryEndpoint.open(endpoint.address(), telemetry, List::of))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(String.valueOf(endpoint.address().getPort()));
        }
    }

    private TelemetryEndpoint open(Telemetry telemetry) throws IOException {
        return TelemetryEndpoint.open(
                new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), telemetry, () -> List.copyOf(troubles));
    }

    private HttpResponse<String> get(TelemetryEndpoint endpoint, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(endpoint, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(TelemetryEndpoint endpoint, String path) {
        return URI.create("http://127.0.0.1:" + endpoint.address().getPort() + path);
    }
}
