package dev.relata.r2dbc;

import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Map;
import java.util.TreeMap;

/**
 * A feature that not every version of PostgreSQL has that the tests run on. A case that needs one is left out on an older server, with a message
 * that says which version it needs; the run ends with a line that says how many cases were left out, and why.
 */
public enum ServerFeature {
    /** The setting that was {@code force_parallel_mode} before. */
    DEBUG_PARALLEL_QUERY(16),
    /** {@code interval 'infinity'}. */
    INFINITE_INTERVALS(17),
    /** The setting {@code transaction_timeout}. */
    TRANSACTION_TIMEOUT(17),
    /** Plans for a condition of 65,535 parts within seconds; on 15 the time grows with the square of their number, to minutes. */
    LONG_CONDITIONS(18);

    private static final Map<String, Integer> LEFT_OUT = new TreeMap<>();

    private final int since;

    ServerFeature(int since) {
        this.since = since;
    }

    /** Tells whether the server of this run has it. */
    boolean on(int version) {
        return version >= since;
    }

    /** Leaves the present case out where the server of this run has it not. */
    public void require() {
        int version = TestDatabase.serverVersion();
        if (!on(version)) {
            String why = this + " needs PostgreSQL " + since + ", the server is " + version;
            count(why);
            abort("left out: " + why);
        }
    }

    private static void count(String why) {
        synchronized (LEFT_OUT) {
            if (LEFT_OUT.isEmpty()) {
                Runtime.getRuntime().addShutdownHook(new Thread(ServerFeature::tell));
            }
            LEFT_OUT.merge(why, 1, Integer::sum);
        }
    }

    private static void tell() {
        synchronized (LEFT_OUT) {
            LEFT_OUT.forEach((why, cases) -> System.out.println("Test cases left out: " + cases + " (" + why + ")"));
        }
    }
}
