package io.fieldwarden.collector.console;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Somebody who talks to the API without a browser. */
final class ApiClient implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().sslContext(TestTls.trusting()).build();
    private final String root;
    private String cookie = "";

    ApiClient(ConsolePreview console) {
        this.root = console.url();
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(root + path)).timeout(Duration.ofSeconds(30));
        return cookie.isEmpty() ? builder : builder.header("Cookie", SessionGate.COOKIE + "=" + cookie);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<InputStream> stream(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofInputStream());
    }

    HttpResponse<String> get(String path) {
        return send(request("/api/v1" + path));
    }

    HttpResponse<String> post(String path, String json) {
        return send(request("/api/v1" + path)
                .header("Content-Type", "application/json")
                .header(SessionGate.GUARD, "test")
                .POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> signIn(String name, String password) {
        HttpResponse<String> answer = post("/session", "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}");
        answer.headers()
                .firstValue("Set-Cookie")
                .ifPresent(set -> cookie = set.substring(set.indexOf('=') + 1, set.indexOf(';')));
        return answer;
    }

    @Override
    public void close() {
        http.close();
    }
}
