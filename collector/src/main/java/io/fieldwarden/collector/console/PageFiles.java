package io.fieldwarden.collector.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages' files, read once at start: what is under {@code console/app} on the class path, and lit-html. They are served
 * under the hash of all of them together, so a browser may keep them for ever and never mixes two versions.
 */
final class PageFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PageFiles.class);
    private static final String APP = "console/app";
    private static final String LIT = "META-INF/resources/webjars/lit-html/";
    private static final String PAGE = "index.html";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");
    private static final String[] LIT_FILES = {
        "lit-html.js", "directive.js", "directive-helpers.js", "directives/repeat.js", "directives/live.js"
    };

    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final String root;

    PageFiles() {
        readApp();
        String lit = LIT + litVersion() + "/";
        for (String file : LIT_FILES) {
            files.put("lit/" + file, resource(lit + file));
        }
        this.root = "/assets/" + hash() + "/";
    }

    /** Serves the pages and their files on {@code router}. */
    void serve(Router router) {
        byte[] page = file(PAGE);
        Buffer index = Buffer.buffer(new String(page, StandardCharsets.UTF_8).replace("/assets/-/", root));
        for (String path : new String[] {"/", "/alerts", "/alerts/:id", "/agents", "/account"}) {
            router.get(path).handler(context -> send(context.response(), PAGE, index));
        }
        files.forEach((name, bytes) -> serve(router, name, bytes));
        router.get("/favicon.ico")
                .handler(context -> send(context.response(), "icon.svg", Buffer.buffer(file("icon.svg"))));
    }

    private void serve(Router router, String name, byte[] bytes) {
        Buffer plain = Buffer.buffer(bytes);
        Buffer zipped = Buffer.buffer(gzip(bytes));
        router.get(root + name).handler(context -> {
            HttpServerResponse response = context.response();
            response.putHeader("Cache-Control", "public, max-age=31536000, immutable")
                    .putHeader("Vary", "Accept-Encoding");
            if (takesGzip(context)) {
                send(response.putHeader("Content-Encoding", "gzip"), name, zipped);
            } else {
                send(response, name, plain);
            }
        });
    }

    private static boolean takesGzip(RoutingContext context) {
        String accepted = context.request().getHeader("Accept-Encoding");
        return accepted != null && accepted.contains("gzip");
    }

    private static void send(HttpServerResponse response, String name, Buffer body) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        response.putHeader("Content-Type", type == null ? "application/octet-stream" : type)
                .end(body)
                .onFailure(gone -> LOG.debug("A browser left before it was answered", gone));
    }

    private byte[] file(String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new IllegalStateException("the console's file " + name + " is missing from the program");
        }
        return bytes;
    }

    private void readApp() {
        URL url = PageFiles.class.getClassLoader().getResource(APP);
        if (url == null) {
            throw new IllegalStateException("the console's pages are missing from the program");
        }
        try {
            URI uri = url.toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    readAll(jar.getPath(APP));
                }
            } else {
                readAll(Path.of(uri));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the console's pages cannot be read: " + e, e);
        }
    }

    private void readAll(Path app) throws IOException {
        try (Stream<Path> tree = Files.walk(app)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                files.put(app.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
    }

    private static String litVersion() {
        byte[] properties = resource("META-INF/maven/org.webjars.npm/lit-html/pom.properties");
        return new String(properties, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("version="))
                .map(line -> line.substring("version=".length()).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("lit-html does not say its version"));
    }

    private static byte[] resource(String name) {
        try (@Nullable InputStream in = PageFiles.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, bytes) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
