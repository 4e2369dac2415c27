package dev.relata.examples.atlas.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.console.tests.Browser;
import dev.relata.console.tests.Viewport;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.test.StepVerifier;

/** The pages in a browser. */
@AtlasTest
class AtlasBrowserTest {

    private static final int TWO_FETCHES = 2 * 2_048;

    /** The ids of the methods that are not of the JDK begin here. */
    private static final int ADDED = 1_000_000;

    /** About 55 MB as JSON: the buffers of the kernel take up to 33 MB before anybody can slow an export down. */
    private static final String LONG_METHODS = """
            insert into methods (id, type_id, name, descriptor, flags)
            select %d + n, (select min(id) from types), rpad('m', 400, 'x'), '()V', 0
            from generate_series(1, 120000) n""".formatted(ADDED);

    /** Without a look for calls of them, which would take most of the time. */
    private static final String NO_LONG_METHODS = """
            set session_replication_role = replica;
            delete from methods where id > %d;
            set session_replication_role = default""".formatted(ADDED);

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private DatabaseClient database;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @BeforeEach
    void atADesk() {
        browser.resize(Viewport.DESKTOP);
        browser.dark(false);
        // What the test before has left in the log.
        List<String> unused = browser.errors();
    }

    @Test
    void aTypeIsFoundAsItIsTypedAndOpenedByTheKeyboard() {
        open("/");
        browser.click("#q");
        browser.press("hashm");
        browser.waitForText("#results li:first-child", "java.util.HashMap");
        browser.press(Keys.ENTER);

        browser.waitForText("h1", "HashMap");
        browser.waitForText(".chain", "AbstractMap");
        browser.waitForText("#foot", "statements");
        browser.click("#tab-callers");
        browser.waitForText("[role=tabpanel]", "java.lang.");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void aListGoesOnWhereItEnded() {
        open("/types/java.util.HashMap");
        browser.waitUntil("a first page", () -> browser.all(".rows > li").size() == 20);
        browser.click("[role=tabpanel] > .button");
        browser.waitUntil("a second page", () -> browser.all(".rows > li").size() == 40);
    }

    @Test
    void anUnknownTypeSaysWhatWasPerhapsMeant() {
        open("/types/java.lang.Strin");
        browser.waitForText("h1", "Not in this graph");
        browser.click(".rows a");
        browser.waitForText("h1", "String");
    }

    @Test
    void threeWaysAreThreeWaterfallsOnOneAxis() {
        open("/ways?type=java.util.HashMap&methods=30");
        browser.waitForText("#same", "same answer");

        assertThat(browser.all(".waterfall")).hasSize(3);
        assertThat(browser.all(".way:nth-of-type(1) .span")).hasSizeGreaterThan(60);
        assertThat(browser.all(".way:nth-of-type(3) .span")).hasSize(3);
        assertThat(browser.text(".way:nth-of-type(3) .axis")).isEqualTo(browser.text(".way:nth-of-type(1) .axis"));
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void aSlowReaderHoldsTwoFetchesAndACancelIsSeenByTheDatabase() {
        run(LONG_METHODS);
        try {
            exportAtOnePercent();
            cancelExport();
        } finally {
            run(NO_LONG_METHODS, "analyze methods");
        }
    }

    private void exportAtOnePercent() {
        open("/export");
        browser.waitForText("#export-cursors", "0");
        Object unused = browser.script(
                "const pace = document.getElementById('pace'); pace.value = 1; pace.dispatchEvent(new Event('input'))");
        browser.click("[name=table][value=methods]");
        browser.click("#start");
        browser.waitForText("#foot", "waits for the reader");

        long heap = heap();
        for (int looks = 0; looks < 8; looks++) {
            assertThat(number("#export-held")).isLessThanOrEqualTo(TWO_FETCHES);
            assertThat(browser.text("#export-cursors")).isEqualTo("1");
            String seen = browser.text("#export-read");
            browser.waitUntil(
                    "further rows", () -> !browser.text("#export-read").equals(seen));
        }
        assertThat(heap() - heap).isLessThan(8 << 20);
        assertThat(number("#export-read")).isLessThan(100_000);
        assertThat(sessions()).hasSize(1);
        browser.screenshot("export-at-one-percent");
    }

    private void cancelExport() {
        browser.click("#cancel");
        long cancelled = System.nanoTime();
        browser.waitForText("#export-cursors", "0");
        browser.waitUntil("no session in a transaction", () -> sessions().isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - cancelled)).isLessThan(Duration.ofSeconds(1));
        browser.waitForText("#export-state", "Cancelled after");
    }

    @ParameterizedTest
    @CsvSource({
        "search, /?q=Map, .rows a",
        "start, /, .figures",
        "type, /types/java.util.concurrent.ConcurrentHashMap, .rows li",
        "unknown, /types/no.such.Type, .trouble",
        "ways, /ways?type=java.util.HashMap&methods=20, .waterfall",
        "export, /export, .charts"
    })
    void aPageIsAccessibleAndFitsInEachSizeLightAndDark(String name, String address, String ready) {
        open(address);
        for (Viewport viewport : List.of(Viewport.DESKTOP, Viewport.TABLET, Viewport.PHONE)) {
            browser.resize(viewport);
            Stream.of(false, true).forEach(dark -> {
                browser.dark(dark);
                assertThat(browser.find(ready)).isNotNull();
                browser.screenshot(name + "-" + viewport.width() + (dark ? "-dark" : ""));
                assertThat(browser.accessibilityFaults()).isEmpty();
                assertThat(browser.script("return document.documentElement.scrollWidth <= innerWidth"))
                        .isEqualTo(true);
            });
        }
    }

    private void open(String path) {
        browser.open(URI.create("http://localhost:" + port + path));
    }

    /** Without the garbage of the tests, which run in the same process. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** The first number of a text such as {@code 1,024 of 4,096}. */
    private static long number(String selector) {
        return Long.parseLong(
                browser.text(selector).split(" ")[0].replace(",", "").replaceAll("\\..*", ""));
    }

    private List<Integer> sessions() {
        return database.sql("select pid from pg_stat_activity where pid <> pg_backend_pid()"
                        + " and (query like 'FETCH%' or query like 'DECLARE%') and state <> 'idle'")
                .map(row -> row.get("pid", Integer.class))
                .all()
                .collectList()
                .block();
    }

    private void run(String... statements) {
        for (String statement : statements) {
            database.sql(statement).then().as(StepVerifier::create).verifyComplete();
        }
    }
}
