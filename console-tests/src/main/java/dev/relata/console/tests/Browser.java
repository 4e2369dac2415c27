package dev.relata.console.tests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Chromium without a window, with an empty profile, that asks nobody but the pages it is sent to. Waits for what it is asked for up
 * to ten seconds. Not thread-safe; {@link #close()} ends the browser.
 *
 * <pre>{@code
 * try (Browser browser = Browser.start()) {
 *     browser.open(URI.create("http://localhost:8080/relata/"));
 *     browser.press("j");
 *     browser.waitForText(".detail-head", "GET /authors");
 *     assertThat(browser.accessibilityFaults()).isEmpty();
 * }
 * }</pre>
 */
public final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final List<String> FLAGS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-extensions",
            "--disable-sync",
            "--metrics-recording-only",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
            "--lang=en-GB",
            "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication");

    private static final String AXE = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(
                result => done(result.violations
                    .filter(fault => ['serious', 'critical'].includes(fault.impact))
                    .flatMap(fault => fault.nodes.map(node =>
                        `${fault.impact} ${fault.id}: ${node.target.join(' ')} (${node.failureSummary.replace(/\\s+/g, ' ')})`))),
                error => done([String(error)]));
            """;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Starts a browser at the size of a desktop, light.
     *
     * @return the browser
     * @throws IllegalStateException where there is none, saying what to install
     */
    public static Browser start() {
        BrowserInstallation found = BrowserInstallation.find();
        // Else Selenium looks for newer drivers and counts its users.
        System.setProperty("SE_AVOID_STATS", "true");
        System.setProperty("SE_OFFLINE", "true");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(found.browser().toFile());
        options.addArguments(FLAGS);
        options.addArguments("--user-data-dir=" + profile());
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(found.driver().toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.resize(Viewport.DESKTOP);
        browser.dark(false);
        return browser;
    }

    private static Path profile() {
        try {
            Path folder = Files.createDirectories(Path.of("target", "browser")).toAbsolutePath();
            return Files.createTempDirectory(folder, "profile");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Opens a page.
     *
     * @param address where it is
     */
    public void open(URI address) {
        driver.get(address.toString());
    }

    /**
     * Shows pages at another size.
     *
     * @param viewport the size
     */
    public void resize(Viewport viewport) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        viewport.width(),
                        "height",
                        viewport.height(),
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        false));
    }

    /**
     * Prefers dark pages, or light ones, as the settings of a system do.
     *
     * @param dark whether dark ones
     */
    public void dark(boolean dark) {
        command(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    private void command(String name, Map<String, Object> parameters) {
        Object unused = driver.executeCdpCommand(name, parameters);
    }

    /**
     * Finds an element that is shown.
     *
     * @param selector a selector of CSS
     * @return the first of them, once there is one
     */
    public WebElement find(String selector) {
        AtomicReference<WebElement> found = new AtomicReference<>();
        waitUntil("an element " + selector, () -> {
            all(selector).stream().filter(WebElement::isDisplayed).findFirst().ifPresent(found::set);
            return found.get() != null;
        });
        return Objects.requireNonNull(found.get());
    }

    /**
     * Finds elements.
     *
     * @param selector a selector of CSS
     * @return all of them there are now
     */
    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /**
     * Clicks on an element.
     *
     * @param selector a selector of CSS
     */
    public void click(String selector) {
        waitUntil("a click on " + selector, () -> {
            find(selector).click();
            return true;
        });
    }

    /**
     * Presses keys, one after the other, where the focus is.
     *
     * @param keys characters, or {@link Keys}
     */
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /**
     * Waits until an element holds a text.
     *
     * @param selector a selector of CSS
     * @param text the text
     */
    public void waitForText(String selector, String text) {
        waitUntil(
                "the text \"" + text + "\" in " + selector,
                () -> all(selector).stream().anyMatch(element -> text(element).contains(text)));
    }

    /**
     * Waits until there is no such element.
     *
     * @param selector a selector of CSS
     */
    public void waitUntilGone(String selector) {
        waitUntil("no element " + selector, () -> all(selector).stream().noneMatch(WebElement::isDisplayed));
    }

    /**
     * Waits until a condition holds.
     *
     * @param what says what is waited for
     * @param condition looks, many times
     * @throws org.openqa.selenium.TimeoutException where it does not come true in ten seconds
     */
    public void waitUntil(String what, BooleanSupplier condition) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .withMessage(() -> "waited for " + what + " at " + driver.getCurrentUrl())
                .until(ignored -> {
                    try {
                        return condition.getAsBoolean();
                    } catch (StaleElementReferenceException drawnAgain) {
                        return false;
                    }
                });
    }

    private static String text(WebElement element) {
        String text = element.getText();
        return text == null ? "" : text;
    }

    /**
     * Reads the text of an element.
     *
     * @param selector a selector of CSS
     * @return the text that is shown
     */
    public String text(String selector) {
        AtomicReference<String> read = new AtomicReference<>("");
        waitUntil("the text of " + selector, () -> {
            read.set(text(find(selector)));
            return true;
        });
        return Objects.requireNonNull(read.get());
    }

    /**
     * Runs a script in the page.
     *
     * @param script JavaScript, which may return a value
     * @param arguments what it finds in {@code arguments}
     * @return the value, null where there is none
     */
    public @org.jspecify.annotations.Nullable Object script(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /**
     * Saves what is seen as {@code target/screenshots/NAME.png}.
     *
     * @param name the name
     * @return the file
     */
    public Path screenshot(String name) {
        try {
            return Files.write(
                    Files.createDirectories(SCREENSHOTS).resolve(name + ".png"),
                    driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Looks for faults of accessibility with axe.
     *
     * @return each serious or critical fault of what is shown now
     */
    public List<String> accessibilityFaults() {
        if (!Boolean.TRUE.equals(script("return typeof axe === 'object'"))) {
            Object unused = script(axe());
        }
        List<String> faults = new ArrayList<>();
        ((List<?>) driver.executeAsyncScript(AXE)).forEach(fault -> faults.add((String) fault));
        return faults;
    }

    private static String axe() {
        try (InputStream file = Browser.class.getResourceAsStream("/axe.min.js")) {
            if (file == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads what the page has said to the console of the browser.
     *
     * @return errors of scripts, and of what the content security policy has refused
     */
    public List<String> errors() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .filter(line -> line.startsWith("SEVERE"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
