package dev.relata.console.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.console.tests.shop.Shop;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The console of a running application, in a browser. */
class ConsoleTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Shop shop;
    private static Browser browser;

    @BeforeAll
    static void open() throws Exception {
        shop = Shop.open();
        browser = Browser.start();
    }

    @AfterAll
    static void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (shop != null) {
            shop.close();
        }
    }

    @BeforeEach
    void forget() throws Exception {
        HttpResponse<Void> cleared = CLIENT.send(
                HttpRequest.newBuilder(shop.address("/relata/recordings"))
                        .header("X-Relata-Console", "1")
                        .DELETE()
                        .build(),
                BodyHandlers.discarding());
        assertThat(cleared.statusCode()).isEqualTo(204);
        browser.resize(Viewport.DESKTOP);
        browser.open(URI.create("about:blank"));
        browser.open(shop.address("/relata/"));
        browser.waitForText(".none", "Nothing recorded yet");
    }

    @AfterEach
    void thePageHasSaidNothingWrong() {
        assertThat(browser.errors()).isEmpty();
    }

    private static String call(String path) throws Exception {
        HttpResponse<String> answer =
                CLIENT.send(HttpRequest.newBuilder(shop.address(path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static void openRequest(String name) {
        browser.waitForText(".list-row .name", name);
        browser.all(".list-row").stream()
                .filter(row -> row.findElement(org.openqa.selenium.By.className("name"))
                        .getText()
                        .equals(name))
                .findFirst()
                .orElseThrow()
                .click();
        browser.waitForText(".detail-head h2", name);
    }

    private static int statements() {
        return Integer.parseInt(browser.all(".detail-head .figure").stream()
                .map(WebElement::getText)
                .filter(text -> text.endsWith("statements"))
                .map(text -> text.substring(0, text.indexOf('\n')))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void lookupsThatGoOutOneByOneAreNamedWithLineAndCall() throws Exception {
        call("/books");

        openRequest("GET /books");

        assertThat(browser.text(".detail-pane .finding h3")).isEqualTo("Book.AUTHOR");
        assertThat(browser.text(".detail-pane .finding .place"))
                .contains("ShopController")
                .contains(".java:");
        assertThat(browser.text(".detail-pane .finding .remedy code")).isEqualTo(".as(relata::batched)");
        assertThat(statements()).isEqualTo(41);
        assertThat(browser.all(".waterfall .row.series")).isNotEmpty();
        assertThat(browser.text(".tabs a[href='#/findings'] .badge")).isEqualTo("1");
    }

    @Test
    void withTheCallPastedTheFindingIsGoneAndTheWaterfallShorter() throws Exception {
        String before = call("/books");

        assertThat(call("/books/mended")).isEqualTo(before);

        openRequest("GET /books/mended");
        assertThat(browser.all(".detail-pane .finding")).isEmpty();
        assertThat(statements()).isEqualTo(2);
        assertThat(browser.all(".waterfall .burst")).hasSize(2);
        assertThat(browser.text(".comparison"))
                .contains("One by one, estimated")
                .contains("41 statements");
    }

    @Test
    void aStreamThatWaitsForItsConsumerIsSeenUntilItIsCancelled() throws Exception {
        browser.press("2");
        browser.waitForText(".empty", "No stream is open");
        try (InputStream body = CLIENT.send(
                        HttpRequest.newBuilder(shop.address("/books/export")).build(), BodyHandlers.ofInputStream())
                .body()) {
            assertThat(body.read()).isEqualTo('{');
            browser.waitForText(".stream h2", "Book");
            browser.waitForText(".stream", "waits for its consumer");
            assertThat(held()).isLessThanOrEqualTo(200);
            browser.press("3");
            browser.waitForText("td.label", "Book");
            browser.press("2");
            browser.waitForText(".stream", "waits for its consumer");
        }

        long cancelled = System.nanoTime();
        browser.waitUntilGone(".stream");
        browser.waitUntil("no transaction in the database", () -> {
            try {
                return shop.transactions() == 0;
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(Duration.ofNanos(System.nanoTime() - cancelled)).isLessThan(Duration.ofSeconds(5));
    }

    private static int held() {
        return Integer.parseInt(browser.text(".stream .held strong").replace(",", ""));
    }

    @Test
    void aPlanIsDrawnAsATreeAndAScanOfATableUnderALookupIsAFinding() throws Exception {
        call("/authors");

        openRequest("GET /authors");
        // Not by its place: before the first request of all the store asks the server what it is.
        browser.all(".waterfall button.request").stream()
                .filter(request -> request.getText().startsWith("Author.BOOKS"))
                .findFirst()
                .orElseThrow()
                .click();
        browser.waitForText(".panel", "author_id");
        browser.click(".show-plan");

        browser.waitForText(".plan .node.scan", "Seq Scan on books");
        browser.press("5");
        browser.waitForText(".finding h3", "Author.BOOKS");
        browser.waitForText(".finding .remedy code", "CREATE INDEX ON books (author_id)");
    }

    @Test
    void allIsReachedByKeys() throws Exception {
        call("/books/mended");
        call("/authors");
        browser.waitForText(".shown", "2 requests");

        browser.press("j", "j", Keys.ENTER);
        browser.waitForText(".detail-head h2", "GET /books/mended");
        browser.press(Keys.ESCAPE);
        browser.waitForText(".detail-pane .empty", "No request is open");
        browser.press("/");
        browser.press("authors");
        browser.waitForText(".shown", "1 of 2 requests");
        browser.press(Keys.ESCAPE);
        browser.waitForText(".shown", "2 requests");
        browser.press(Keys.ESCAPE);
        browser.press("?");
        browser.waitForText("dialog.help", "Keyboard and help");
        browser.press(Keys.ESCAPE);
        browser.waitUntilGone("dialog.help");
        browser.press("4");
        browser.waitForText(".box header", "Author");
        browser.press("j", Keys.ENTER);
        browser.waitForText(".side h2", "Author.BOOKS");
    }

    @Test
    void aPausedRecorderRecordsNothingAndCanGoOn() throws Exception {
        browser.click(".record");
        browser.waitForText(".record", "Paused");
        call("/authors");
        browser.click(".record");
        browser.waitForText(".record", "Recording");
        call("/books/mended");

        browser.waitForText(".list-row .name", "/books/mended");
        assertThat(browser.text(".shown")).isEqualTo("1 request");
    }

    @Test
    void theModelShowsWhatARelationshipIsUsedFor() throws Exception {
        call("/authors");
        browser.press("4");

        browser.click(".relationship[title^='Author.BOOKS']");

        browser.waitForText(".side .figures", "lookups");
        browser.waitForText(".side .used", "books");
        browser.click(".view-head .button");
        browser.waitForText(".compare-result", "author_id");
    }
}
