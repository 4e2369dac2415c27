package dev.relata.examples.stores;

import dev.relata.Relata;
import dev.relata.mongo.Atomicity;
import dev.relata.mongo.MongoStore;
import dev.relata.r2dbc.R2dbcStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs the same service over PostgreSQL and over MongoDB, and prints what each answered and how many statements it took.
 * {@code TwoStores [--postgres URL] [--mongo URL]}; what is not given is started: an embedded PostgreSQL, and a stand-in for
 * MongoDB, which has no transactions.
 */
public final class TwoStores {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private TwoStores() {}

    /**
     * Runs the example; ends with 1 where the stores answered differently, with 2 where the command line is not understood.
     *
     * @param arguments addresses of databases that are empty, or none
     */
    public static void main(String[] arguments) {
        String postgres = given("--postgres", arguments);
        String mongo = given("--mongo", arguments);
        if (arguments.length != 2 * (postgres == null ? 0 : 1) + 2 * (mongo == null ? 0 : 1)) {
            System.err.println("examples/two-stores/run [--postgres r2dbc:postgresql://user:password@host/database]"
                    + " [--mongo mongodb://host/database]");
            System.exit(2);
        }
        try (Servers servers = new Servers()) {
            System.out.println("PostgreSQL: " + (postgres == null ? "embedded" : "given"));
            System.out.println("MongoDB:    "
                    + (mongo == null ? "mongo-java-server, a stand-in in this JVM that has no transactions" : "given"));
            Comparison comparison = new Comparison(
                    overPostgres(postgres == null ? servers.postgres() : postgres),
                    overMongo(mongo == null ? servers.mongo() : mongo));
            System.out.print(comparison.text());
            if (!comparison.same()) {
                System.exit(1);
            }
        }
    }

    private static @Nullable String given(String option, String[] arguments) {
        int at = List.of(arguments).indexOf(option);
        return at < 0 || at + 1 == arguments.length ? null : arguments[at + 1];
    }

    /** Creates the tables and visits; blocks. */
    static List<Step> overPostgres(String url) {
        Visit visit = new Visit();
        R2dbcStore store = R2dbcStore.builder().url(url).listener(visit).build();
        Relata relata = Relata.builder().store(store).model(Visit.MODEL).build();
        return Objects.requireNonNull(relata.schema()
                .createMissing()
                .then(visit.of(store))
                .flatMap(steps -> store.close().thenReturn(steps))
                .block(PATIENCE));
    }

    /** Visits; collections and their indexes come with the first writes. Blocks. */
    static List<Step> overMongo(String url) {
        Visit visit = new Visit();
        MongoStore store = MongoStore.builder()
                .url(url)
                // Only for a server without transactions, such as the stand-in; others do not look at it.
                .atomicity(Atomicity.BEST_EFFORT)
                .listener(visit)
                .build();
        return Objects.requireNonNull(store.connected()
                .then(visit.of(store))
                .flatMap(steps -> store.close().thenReturn(steps))
                .block(PATIENCE));
    }
}
