package io.fieldwarden.whole;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The console's public JSON API, as a browser on the same machine uses it; any certificate is accepted. */
final class ConsoleApi {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String address;
    private final String password;
    private final HttpClient client = HttpClient.newBuilder()
            .sslContext(trustingAll())
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private String cookie = "";

    ConsoleApi(int port, String password) {
        this.address = "https://localhost:" + port + "/api/v1";
        this.password = password;
    }

    /** Every alert in the console, page by page. */
    List<JsonObject> alerts() throws IOException, InterruptedException {
        List<JsonObject> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page =
                    json("/alerts?order=FIRST_SEEN&limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            all.addAll(objects(page, "rows"));
            cursor = page.getString("next");
        } while (!cursor.isEmpty());
        return all;
    }

    /** The alert as the agent sent it. */
    JsonObject alert(String id) throws IOException, InterruptedException {
        return json("/alerts/" + id).getJsonObject("alert");
    }

    byte[] evidence(String id) throws IOException, InterruptedException {
        return get("/alerts/" + id + "/evidence").body();
    }

    List<JsonObject> agents() throws IOException, InterruptedException {
        return objects(json("/agents"), "agents");
    }

    private static List<JsonObject> objects(JsonObject from, String key) {
        return from.getJsonArray(key).stream().map(JsonObject.class::cast).toList();
    }

    private JsonObject json(String path) throws IOException, InterruptedException {
        return new JsonObject(new String(get(path).body(), StandardCharsets.UTF_8));
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        if (cookie.isEmpty()) {
            signIn();
        }
        HttpRequest request = request(path).header("Cookie", cookie).build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        require(response, path);
        return response;
    }

    private void signIn() throws IOException, InterruptedException {
        String body =
                new JsonObject().put("name", "admin").put("password", password).encode();
        HttpRequest request = request("/session")
                .header("X-Fieldwarden", "test")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        require(response, "/session");
        cookie = response.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
    }

    private static void require(HttpResponse<byte[]> response, String path) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode() + " for " + path + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
    }

    private static SSLContext trustingAll() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAll()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The extended kind is asked about host names too. */
    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
