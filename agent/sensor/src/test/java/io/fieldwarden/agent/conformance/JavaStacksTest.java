package io.fieldwarden.agent.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.http.HttpDecoder;
import io.fieldwarden.agent.decode.tls.TlsDecoder;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS and HTTP as Java itself speaks them, over real sockets. */
class JavaStacksTest {
    private static final String PASSWORD = "for-this-test-only";

    @TempDir
    Path folder;

    private static Conversation seen(Tap tap, ProtocolDecoder decoder, int port) {
        Conversation conversation = new Conversation(decoder, Transport.TCP, port);
        tap.segments().forEach(segment -> conversation.feed(segment.from(), segment.bytes()));
        return conversation.close();
    }

    private SSLContext context() throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve("plc.p12");
        Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = List.of(
                program.toString(),
                "-genkeypair",
                "-alias",
                "plc",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=plc.example,O=Factory",
                "-ext",
                "san=dns:plc.example",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, TLSv12", "TLSv1.3, TLSv13"})
    void a_handshake_of_java_is_told(String spoken, String told) throws Exception {
        SSLContext context = context();
        String cipher;
        Conversation conversation;
        try (SSLServerSocket listening = (SSLServerSocket)
                        context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Tap tap = new Tap(listening.getLocalPort())) {
            Thread server = Thread.ofPlatform().daemon().start(() -> echo(listening));
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), tap.port());
                    SSLSocket client = (SSLSocket)
                            context.getSocketFactory().createSocket(plain, "plc.example", tap.port(), true)) {
                SSLParameters parameters = client.getSSLParameters();
                parameters.setProtocols(new String[] {spoken});
                parameters.setServerNames(List.of(new SNIHostName("plc.example")));
                parameters.setApplicationProtocols(new String[] {"opcua"});
                client.setSSLParameters(parameters);
                client.getOutputStream().write(7);
                assertThat(client.getInputStream().read()).isEqualTo(7);
                cipher = client.getSession().getCipherSuite();
            }
            server.join();
            conversation = seen(tap, new TlsDecoder(), 443);
        }
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.SUCCEEDED);
        Operation operation = conversation.operations().getFirst().operation();
        assertThat(operation.attribute("version")).isEqualTo(told);
        assertThat(operation.attribute("cipher")).isEqualTo(cipher);
        assertThat(operation.attribute("server_name")).isEqualTo("plc.example");
        assertThat(operation.attribute("client_alpn")).isEqualTo("opcua");
        assertThat(operation.attribute("established")).isEqualTo("true");
        assertThat(operation.attribute("ja4")).startsWith(spoken.equals("TLSv1.3") ? "t13d" : "t12d");
        boolean readable = spoken.equals("TLSv1.2");
        assertThat(operation.attribute("certificate.subject")).isEqualTo(readable ? "CN=plc.example,O=Factory" : "");
        assertThat(operation.attribute("certificate.self_signed")).isEqualTo(readable ? "true" : "");
    }

    private static void echo(SSLServerSocket listening) {
        try (SSLSocket client = (SSLSocket) listening.accept()) {
            client.getOutputStream().write(client.getInputStream().read());
        } catch (IOException e) {
            throw new IllegalStateException("the server of the test fell over", e);
        }
    }

    @Test
    void requests_of_java_are_told() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = "done".getBytes(StandardCharsets.US_ASCII);
            boolean known = exchange.getRequestURI().getPath().startsWith("/plc");
            exchange.sendResponseHeaders(known ? 200 : 404, known ? 0 : body.length); // 0: in chunks
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Conversation conversation;
        try (Tap tap = new Tap(server.getAddress().getPort());
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            String base = "http://127.0.0.1:" + tap.port();
            client.send(
                    HttpRequest.newBuilder(URI.create(base + "/plc/tags?user=bob&password=hunter2"))
                            .header("Authorization", "Basic Ym9iOmh1bnRlcjI=")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            client.send(
                    HttpRequest.newBuilder(URI.create(base + "/other"))
                            .POST(HttpRequest.BodyPublishers.ofString("a=1"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            conversation = seen(tap, new HttpDecoder(), 80);
        } finally {
            server.stop(0);
        }
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.operations())
                .extracting(told -> told.operation().attribute("method") + " "
                        + told.operation().attribute("uri") + " "
                        + told.operation().attribute("status_code"))
                .containsExactly("GET /plc/tags?user=*&password=* 200", "POST /other 404");
        assertThat(conversation.observations.toString())
                .doesNotContain("hunter2")
                .doesNotContain("Ym9iOmh1bnRlcjI");
    }
}
