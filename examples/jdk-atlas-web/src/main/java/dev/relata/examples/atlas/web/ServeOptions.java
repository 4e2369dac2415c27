package dev.relata.examples.atlas.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says. Immutable.
 *
 * @param port where to listen, 0 for any free port
 * @param address the address to listen on
 * @param url the database to use, or null for the embedded one
 * @param help whether to say what can be asked
 */
record ServeOptions(int port, String address, @Nullable String url, boolean help) {

    static final String USAGE = """
            ./demo --serve         serves the class graph of the JDK that runs it on http://localhost:8080/, and imports it
                                   first if it is not there

            Options
              --port PORT     listens on this port; 0 takes a free one
              --address HOST  listens on this address of the machine instead of its loopback, where nobody else reaches it:
                              there is no password
              --url URL       uses this database (r2dbc:postgresql://user:password@host:port/database) instead of an
                              embedded one, and in it the schema jdk_atlas, which an import replaces
              --help          says this
            """;

    private static final int DEFAULT_PORT = 8080;
    private static final int LAST_PORT = 65_535;
    private static final String LOOPBACK = "127.0.0.1";

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static ServeOptions parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        ServeOptions options = new ServeOptions(DEFAULT_PORT, LOOPBACK, null, false);
        while (!rest.isEmpty()) {
            String argument = rest.remove();
            options = switch (argument) {
                case "--serve" -> options;
                case "--help", "-h" -> new ServeOptions(options.port, options.address, options.url, true);
                case "--port" -> options.withPort(value(argument, "a port", rest));
                case "--address" ->
                    new ServeOptions(options.port, value(argument, "an address", rest), options.url, options.help);
                case "--url" ->
                    new ServeOptions(options.port, options.address, value(argument, "a URL", rest), options.help);
                default ->
                    throw new IllegalArgumentException(
                            "--serve does not know '" + argument + "'. It answers questions in the browser.");
            };
        }
        return options;
    }

    private ServeOptions withPort(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= LAST_PORT) {
                return new ServeOptions(port, address, url, help);
            }
        } catch (NumberFormatException noNumber) {
            // Said below, as any other number that is no port.
        }
        throw new IllegalArgumentException("--port needs a number from 0 to " + LAST_PORT + ", not '" + text + "'.");
    }

    private static String value(String option, String what, Deque<String> rest) {
        String value = rest.poll();
        if (value == null) {
            throw new IllegalArgumentException(option + " needs " + what + " after it.");
        }
        return value;
    }

    /** The address as a browser on this machine has it. */
    String page(int actualPort) {
        String host =
                LOOPBACK.equals(address) || "0.0.0.0".equals(address) || "::".equals(address) ? "localhost" : address;
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + actualPort + "/";
    }
}
