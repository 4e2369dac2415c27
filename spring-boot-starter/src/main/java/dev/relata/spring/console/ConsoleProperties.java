package dev.relata.spring.console;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the console. Immutable.
 *
 * @param path Where the console stands in development.
 * @param capacity How many requests are kept, the newest ones.
 * @param record Whether requests are recorded in production too and the console stands below the actuator's endpoint relata, where
 *     that is exposed: under its path, behind its security.
 */
@ConfigurationProperties("relata.console")
public record ConsoleProperties(
        @DefaultValue("/relata") String path,
        @DefaultValue("1000") int capacity,
        @DefaultValue("false") boolean record) {

    /** Checks the path and the capacity. */
    public ConsoleProperties {
        if (!path.matches("(/[A-Za-z0-9._~-]+)+")) {
            throw new IllegalArgumentException(
                    "relata.console.path must begin with a slash and not end with one, such as /relata, was " + path);
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("relata.console.capacity must be 1 or more, was " + capacity);
        }
    }
}
