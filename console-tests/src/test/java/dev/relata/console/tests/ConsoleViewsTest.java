package dev.relata.console.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.console.tests.FixtureConsole.Content;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each view with much, with long names and with nothing to show; its screenshots are in {@code target/screenshots}. */
class ConsoleViewsTest {

    private static final List<String> VIEWS = List.of("requests", "streams", "pool", "model", "findings");

    private static final List<String> OPENED =
            List.of("requests/40", "requests/41", "requests/39", "requests/42", "model/Author.BOOKS");

    /** Where long names are most in each other's way. */
    private static final List<String> OPENED_LONG = List.of("requests/40", "model/Author.BOOKS");

    private static FixtureConsole console;
    private static Browser browser;

    @BeforeAll
    static void open() throws Exception {
        console = new FixtureConsole();
        browser = Browser.start();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (console != null) {
            console.close();
        }
    }

    @BeforeEach
    void asADesktop() {
        browser.resize(Viewport.DESKTOP);
        browser.dark(false);
    }

    static Stream<Arguments> views() {
        return Stream.of(Content.DATA, Content.LONG, Content.EMPTY)
                .flatMap(content ->
                        Stream.concat(VIEWS.stream(), opened(content)).map(view -> Arguments.of(content, view)));
    }

    private static Stream<String> opened(Content content) {
        return switch (content) {
            case LONG -> OPENED_LONG.stream();
            case EMPTY -> Stream.empty();
            default -> OPENED.stream();
        };
    }

    @ParameterizedTest
    @MethodSource("views")
    void aViewHasNoFaultOfAccessibilityAndFitsTheScreen(Content content, String view) {
        show(content, view);
        for (boolean dark : new boolean[] {false, true}) {
            browser.dark(dark);
            for (Viewport viewport : List.of(Viewport.DESKTOP, Viewport.TABLET, Viewport.PHONE)) {
                browser.resize(viewport);
                browser.screenshot(name(content, view, viewport, dark));
                assertThat(browser.script("return document.documentElement.scrollWidth"))
                        .as("width of %s %s at %s", content, view, viewport)
                        .isEqualTo((long) viewport.width());
            }
            assertThat(browser.accessibilityFaults()).as("%s %s", content, view).isEmpty();
        }
        assertThat(browser.errors()).isEmpty();
    }

    private static void show(Content content, String view) {
        console.show(content);
        browser.open(URI.create("about:blank"));
        browser.open(console.address().resolve("#/" + console.named(view)));
        browser.waitUntil(
                "the view",
                () -> !browser.all(
                                "main .detail-head, main .list-row, main .empty, main .stream, main .pool-card, main .box, main .finding")
                        .isEmpty());
        if (view.equals("requests/41")) {
            browser.find(".waterfall .row.series");
        } else if (view.startsWith("requests/")) {
            browser.click("[data-statement]:not([data-statement='60'])");
            browser.click(".show-plan");
            browser.find(".plan");
        } else if (view.startsWith("model/")) {
            browser.find(".side .used");
        }
    }

    private static String name(Content content, String view, Viewport viewport, boolean dark) {
        return (view.replace('/', '-') + "-" + content + "-" + viewport.width() + (dark ? "-dark" : ""))
                .toLowerCase(Locale.ROOT);
    }

    @Test
    void tenThousandRequestsTakeFewElements() {
        console.show(Content.MANY);
        browser.open(URI.create("about:blank"));
        browser.open(console.address());

        browser.waitForText(".shown", "10,000 requests");
        assertThat(browser.all(".list-row")).hasSizeBetween(10, 60);
        assertThat(browser.text(".list-row .name")).isEqualTo("GET /items/10000");
        browser.script("document.querySelector('.list').scrollTop = 10000 * 54");
        browser.waitForText(".list-row .name", "GET /items/1");
        assertThat(browser.all(".list-row")).hasSizeBetween(10, 60);
        browser.press("/");
        browser.press("items/77");
        browser.waitForText(".shown", "111 of 10,000 requests");
    }

    @Test
    void theChosenThemeOutlivesTheSystemsAndTheVisit() {
        show(Content.DATA, "findings");
        browser.click("[aria-label='Use the dark theme']");
        show(Content.DATA, "pool");

        assertThat(browser.script("return document.documentElement.dataset.theme"))
                .isEqualTo("dark");
        assertThat(browser.accessibilityFaults()).isEmpty();
        browser.script("localStorage.clear()");
    }

    @Test
    void theHelpIsADialogWithoutFaults() {
        show(Content.DATA, "requests");
        browser.press("?");
        browser.find("dialog[open]");

        assertThat(browser.accessibilityFaults()).isEmpty();
        browser.screenshot("help-1440");
    }
}
