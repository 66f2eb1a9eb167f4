package io.fieldwarden.collector.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.collector.store.AlertState;
import io.fieldwarden.collector.store.account.AccountLimits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The API as its contract has it, over HTTPS. */
class ConsoleApiTest {
    @TempDir
    static Path dir;

    private static ConsolePreview console;
    private ApiClient client;

    @BeforeAll
    static void start() {
        console = new ConsolePreview(dir, true, 0);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void connect() {
        client = new ApiClient(console);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private void signIn() {
        assertThat(client.signIn(ConsolePreview.NAME, ConsolePreview.PASSWORD).statusCode())
                .isEqualTo(200);
    }

    @Test
    void every_operation_answers_as_its_contract_says() {
        JsonObject contract = contract();
        signIn();
        JsonObject answers = new JsonObject();
        contract.getJsonObject("paths").forEach(path -> {
            JsonObject get = ((JsonObject) path.getValue()).getJsonObject("get");
            String address = path.getKey().replace("{id}", PlantStory.id(5));
            if (get == null || address.endsWith("/stream") || address.endsWith("/evidence")) {
                return;
            }
            HttpResponse<String> answer = client.get(address + (address.equals("/alerts") ? "?facets=true" : ""));
            assertThat(answer.statusCode()).as(address).isEqualTo(200);
            answers.put(address, new JsonObject(answer.body()));
            new ContractCheck(contract).holds(get, 200, new JsonObject(answer.body()));
        });
        assertThat(answers.size()).isEqualTo(7);
        assertThat(answers.getJsonObject("/alerts").getJsonArray("rows")).hasSize(50);
        assertThat(answers.getJsonObject("/agents").getJsonArray("agents")).hasSize(4);
    }

    private JsonObject contract() {
        HttpResponse<String> served = client.get("/openapi.yaml");
        assertThat(served.statusCode()).isEqualTo(200);
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(served.body());
        @SuppressWarnings("unchecked")
        Map<String, Object> map = (Map<String, Object>) yaml;
        return new JsonObject(map);
    }

    @Test
    void nothing_is_told_to_somebody_who_is_not_signed_in() {
        for (String path : List.of(
                "/alerts",
                "/alerts/stream",
                "/alerts/" + PlantStory.id(5),
                "/alerts/" + PlantStory.id(5) + "/evidence",
                "/overview",
                "/agents",
                "/catalogue",
                "/no-such-thing",
                "/alerts/../overview")) {
            HttpResponse<String> answer = client.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
        assertThat(client.get("/health").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(client.get("/session").body()).isEqualTo("{}");
    }

    @Test
    void the_session_cookie_cannot_be_read_sent_elsewhere_or_overheard() {
        HttpResponse<String> answer = client.signIn(ConsolePreview.NAME, ConsolePreview.PASSWORD);
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .startsWith("__Host-fieldwarden=")
                .containsIgnoringCase("; Secure")
                .containsIgnoringCase("; HttpOnly")
                .contains("; SameSite=Strict", "; Path=/;")
                .doesNotContain("Domain");
    }

    @Test
    void every_answer_carries_the_security_headers() {
        for (String path : List.of("/", "/api/v1/health", "/api/v1/alerts", "/no-such-page")) {
            HttpResponse<String> answer = client.send(client.request(path));
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .as(path)
                    .isPresent();
            assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                    .as(path)
                    .contains("nosniff");
        }
    }

    @Test
    void a_change_from_a_foreign_page_is_refused() {
        signIn();
        String path = "/api/v1/alerts/" + PlantStory.id(3) + "/state";
        String body = "{\"state\":\"ACKNOWLEDGED\"}";
        var bare =
                client.request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        assertThat(client.send(bare).statusCode()).isEqualTo(403);
        var foreign = client.request(path)
                .header("Content-Type", "application/json")
                .header("X-Fieldwarden", "x")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.ofString(body));
        assertThat(client.send(foreign).statusCode()).isEqualTo(403);
        assertThat(client.get("/alerts/" + PlantStory.id(3)).body()).contains("\"state\":\"OPEN\"");
    }

    @Test
    void closing_needs_a_reason_and_is_kept_in_the_history() {
        signIn();
        String path = "/alerts/" + PlantStory.id(4) + "/state";
        assertThat(client.post(path, "{\"state\":\"CLOSED\",\"reason\":\"  \"}").statusCode())
                .isEqualTo(400);
        assertThat(client.post(path, "{\"state\":\"GONE\"}").statusCode()).isEqualTo(400);
        JsonObject closed = new JsonObject(client.post(path, "{\"state\":\"CLOSED\",\"reason\":\"planned\"}")
                .body());
        assertThat(closed.getString("state")).isEqualTo("CLOSED");
        JsonObject latest = closed.getJsonArray("history").getJsonObject(0);
        assertThat(latest.getString("by")).isEqualTo(ConsolePreview.NAME);
        assertThat(latest.getString("reason")).isEqualTo("planned");
        assertThat(client.post(path, "{\"state\":\"OPEN\"}").body()).contains("\"state\":\"OPEN\"");
    }

    @Test
    void filters_that_look_like_numbers_are_texts() {
        signIn();
        assertThat(client.get("/alerts?agent=12&site=1.5&q=502&type=true&type=null")
                        .statusCode())
                .isEqualTo(200);
        JsonArray high = new JsonObject(
                        client.get("/alerts?severity=HIGH&severity=CRITICAL").body())
                .getJsonArray("rows");
        assertThat(high).hasSizeGreaterThanOrEqualTo(3);
        assertThat(high)
                .allMatch(row -> List.of("HIGH", "CRITICAL").contains(((JsonObject) row).getString("severity")));
        for (String wrong : List.of(
                "severity=LOUD",
                "limit=0",
                "limit=201",
                "from=yesterday",
                "cursor=x",
                "order=RANDOM",
                "q=" + "x".repeat(300))) {
            assertThat(client.get("/alerts?" + wrong).statusCode()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void hostile_requests_are_answered_with_a_problem() {
        signIn();
        assertThat(client.get("/alerts/" + "z".repeat(32)).statusCode()).isEqualTo(400);
        assertThat(client.get("/alerts/" + "0".repeat(32)).statusCode()).isEqualTo(404);
        assertThat(client.post("/session", "{").statusCode()).isEqualTo(400);
        assertThat(client.post("/session", "[".repeat(5_000)).statusCode()).isEqualTo(400);
        assertThat(client.post("/session", "\"" + "x".repeat(70_000) + "\"").statusCode())
                .isEqualTo(413);
        assertThat(client.post("/alerts", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void guessing_is_slowed_down() {
        for (int i = 0; i < AccountLimits.STANDARD.failuresFree(); i++) {
            assertThat(client.signIn("mallory", "guess " + i).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> answer = client.signIn("mallory", "guess");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void the_stream_goes_on_after_the_last_event_seen() throws IOException, InterruptedException {
        signIn();
        long last = console.store.lastSequence();
        console.arrive(console.story.hostile("first"));
        List<String> events = events(Long.toString(last), 1);
        assertThat(events.getFirst()).contains("\"kind\":\"RAISED\"");
        console.store.setState(PlantStory.id(666), AlertState.ACKNOWLEDGED, "", "olga");
        assertThat(events(Long.toString(last + 1), 1).getFirst())
                .contains("\"kind\":\"STATE\"")
                .contains("\"by\":\"olga\"");
    }

    private List<String> events(String after, int count) throws IOException, InterruptedException {
        List<String> events = new ArrayList<>();
        HttpResponse<InputStream> stream =
                client.stream(client.request("/api/v1/alerts/stream").header("Last-Event-ID", after));
        assertThat(stream.statusCode()).isEqualTo(200);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            while (events.size() < count) {
                String line = lines.readLine();
                assertThat(line).as("the stream ended after %s", events).isNotNull();
                if (line != null && line.startsWith("data: ")) {
                    events.add(line);
                }
            }
        }
        return events;
    }
}
