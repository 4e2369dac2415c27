package dev.relata.r2dbc;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which PostgreSQL the integration tests run against: a pure function of the settings, and never "none".
 *
 * @param source where the server comes from
 * @param url the R2DBC URL of a {@link Source#GIVEN} server, null for the others
 */
record TestDatabaseChoice(Source source, @Nullable String url) {

    static final String URL = "RELATA_TEST_URL";
    static final String CONTAINERS = "RELATA_TEST_CONTAINERS";

    private static final String URL_START = "r2dbc:postgresql://";

    /** Where a server comes from. */
    enum Source {
        GIVEN,
        CONTAINER,
        EMBEDDED
    }

    /** Reads the settings of this process: the system property where there is one, else the environment variable. */
    static TestDatabaseChoice ofProcess() {
        return of(name -> System.getProperty(name, System.getenv(name)));
    }

    /**
     * Chooses by the settings: the URL if one is given, else Testcontainers if asked for, else the embedded server.
     *
     * @param settings the value of a setting by its name, null or blank where it is not set
     * @throws IllegalArgumentException for a value that is neither, saying what would be right
     */
    static TestDatabaseChoice of(UnaryOperator<@Nullable String> settings) {
        String url = settings.apply(URL);
        if (url != null && !url.isBlank()) {
            return given(url.strip());
        }
        return new TestDatabaseChoice(wantsContainer(settings) ? Source.CONTAINER : Source.EMBEDDED, null);
    }

    private static TestDatabaseChoice given(String url) {
        if (!url.startsWith(URL_START)) {
            // Without the value: it may hold a password.
            throw new IllegalArgumentException(
                    URL + " is no PostgreSQL URL: write " + URL_START + "user:password@host:port/database");
        }
        return new TestDatabaseChoice(Source.GIVEN, url);
    }

    private static boolean wantsContainer(UnaryOperator<@Nullable String> settings) {
        String value = settings.apply(CONTAINERS);
        if (value == null || value.isBlank() || value.strip().equalsIgnoreCase("false")) {
            return false;
        }
        if (value.strip().equalsIgnoreCase("true")) {
            return true;
        }
        throw new IllegalArgumentException(CONTAINERS + " is \"" + value + "\": write true or false");
    }
}
