package dev.relata.console.tests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Serves the pages of the console with data that never changes, so that screenshots of two builds can be compared. */
final class FixtureConsole implements AutoCloseable {

    private static final String PAGES = "/dev/relata/spring/console/";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "css", "text/css",
            "js", "text/javascript",
            "svg", "image/svg+xml");

    private static final Map<String, String> LONG_NAMES = Map.of(
            "GET /authors", "GET /api/v3/organizations/{organizationId}/publishing-houses/{publishingHouseId}/authors",
            "Author.BOOKS", "InternationalStandardAuthorRecord.PUBLISHED_BOOKS_AND_COLLECTED_EDITIONS",
            "Book.AUTHOR", "PublishedBookOrCollectedEdition.INTERNATIONAL_STANDARD_AUTHOR_RECORD",
            "\"Author\"", "\"InternationalStandardAuthorRecord\"",
            "\"Book\"", "\"PublishedBookOrCollectedEdition\"",
            "com.acme.shop.BookController",
                    "com.acme.bookshop.catalogue.internal.web.PublishedBookCatalogueController");

    /** What there is to see. */
    enum Content {
        DATA,
        LONG,
        EMPTY,
        MANY
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Content content = Content.DATA;

    FixtureConsole() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/relata/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/relata/");
    }

    void show(Content other) {
        content = other;
    }

    /** Returns the name that is shown in the place of a short one. */
    String named(String name) {
        return content == Content.LONG ? name.replace("Author.BOOKS", LONG_NAMES.get("Author.BOOKS")) : name;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/relata/".length());
        if (path.equals("events")) {
            events(exchange);
            return;
        }
        String page = path.isEmpty() ? "index.html" : path;
        String type = TYPES.get(page.substring(page.lastIndexOf('.') + 1));
        if (type != null) {
            answer(exchange, type, resource(PAGES + page));
        } else {
            answer(exchange, "application/json", json(path));
        }
    }

    private byte[] json(String path) throws IOException {
        if (content == Content.MANY && path.equals("recordings")) {
            return bytes(many());
        }
        String file = path.startsWith("relationships/") ? "relationship" : path.equals("plans") ? "plan" : path;
        if (content == Content.EMPTY) {
            return bytes(
                    switch (file) {
                        case "recordings" -> "{\"recording\":true,\"capacity\":1000,\"pipelines\":[]}";
                        case "differences" -> "{\"differences\":[]}";
                        case "model" -> "{\"types\":[],\"relationships\":[],\"traffic\":{}}";
                        default -> "[]";
                    });
        }
        return bytes(file(file + ".json"));
    }

    /** Live events: those of a minute at once, then one each half second. */
    private void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (int second = 0; second < 60; second++) {
                body.write(live(second));
            }
            do {
                body.write(live(60));
                body.flush();
            } while (!closed.await(500, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException closedByBrowser) {
            // The page was left.
        }
    }

    private byte[] live(int second) throws IOException {
        String live = content == Content.EMPTY
                ? "{\"streams\":[],\"connections\":{\"pool\":{\"acquired\":0,\"idle\":0,\"pending\":0,\"max\":10},\"held\":[]},"
                        + "\"heap\":{\"used\":120000000,\"max\":536870912}}"
                : file("live.json")
                        .replace("\n", "")
                        .replace(": 25600", ": " + Math.round(25_600 * (1 + 0.2 * Math.sin((60 - second) / 4.0))))
                        .replace(": 17,", ": " + (second < 25 ? 17 + 40 * (25 - second) : 17) + ",")
                        .replace("\"pending\": 2", "\"pending\": " + (second % 20 < 14 && second < 60 ? 0 : 2));
        return bytes("event: live\ndata: " + live + "\n\n");
    }

    private static String many() {
        return IntStream.rangeClosed(1, 10_000)
                .mapToObj(number -> 10_001 - number)
                .map(id -> "{\"id\":" + id + ",\"name\":\"GET /items/" + id
                        + "\",\"kind\":\"REQUEST\",\"startedAt\":\"2026-03-02T09:14:00Z\",\"durationMicros\":"
                        + (500 + id) + ",\"outcome\":\"SUCCESS\",\"statements\":3,\"lookups\":10,\"roundTripsSaved\":7,"
                        + "\"rows\":40,\"findings\":0}")
                .collect(Collectors.joining(",", "{\"recording\":true,\"capacity\":10000,\"pipelines\":[", "]}"));
    }

    private String file(String file) throws IOException {
        byte[] found = resource("/fixtures/" + file);
        String text = new String(found, StandardCharsets.UTF_8);
        if (content == Content.LONG) {
            for (Map.Entry<String, String> name : LONG_NAMES.entrySet()) {
                text = text.replace(name.getKey(), name.getValue());
            }
        }
        return text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = FixtureConsole.class.getResourceAsStream(name)) {
            return file == null ? new byte[0] : file.readAllBytes();
        }
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'");
        exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
