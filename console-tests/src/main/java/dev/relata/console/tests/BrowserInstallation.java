package dev.relata.console.tests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser of this machine and what drives it: nothing is ever downloaded. Immutable. */
record BrowserInstallation(Path browser, Path driver) {

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    private static final List<String> PLACES = List.of(
            "/usr/bin",
            "/usr/local/bin",
            "/usr/lib/chromium",
            "/snap/bin",
            "/opt/homebrew/bin",
            "/Applications/Google Chrome.app/Contents/MacOS");

    /** Finds both, or says what to install. */
    static BrowserInstallation find() {
        Optional<Path> browser = named("CHROME_BIN", Stream.concat(BROWSERS.stream(), Stream.of("Google Chrome")));
        Optional<Path> driver = named("CHROMEDRIVER_BIN", Stream.of("chromedriver"));
        if (browser.isEmpty() || driver.isEmpty()) {
            throw new IllegalStateException("Tests of pages need Chromium and chromedriver, and "
                    + (browser.isEmpty() ? "no browser" : "no chromedriver")
                    + " was found. Debian, Ubuntu: apt-get install chromium chromium-driver; macOS: brew install --cask"
                    + " google-chrome chromedriver. Elsewhere set CHROME_BIN and CHROMEDRIVER_BIN to their paths.");
        }
        return new BrowserInstallation(browser.get(), driver.get());
    }

    private static Optional<Path> named(String variable, Stream<String> names) {
        String chosen = System.getenv(variable);
        if (chosen != null) {
            return Optional.of(Path.of(chosen)).filter(Files::isExecutable);
        }
        List<String> folders = Stream.concat(path(), PLACES.stream()).toList();
        return names.flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<String> path() {
        String path = System.getenv("PATH");
        return path == null ? Stream.empty() : Arrays.stream(path.split(java.io.File.pathSeparator));
    }
}
