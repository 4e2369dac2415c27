package dev.relata.benchmarks.peer;

import dev.relata.benchmarks.Variant;
import dev.relata.benchmarks.jdbc.JdbcPeer;
import dev.relata.benchmarks.jooq.JooqPeer;
import dev.relata.benchmarks.vertx.VertxPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/** The peers of one run, with their connections; closing closes these. */
public final class Peers implements AutoCloseable {

    private static final Path BUILDS = Path.of("benchmarks");

    private final Map<String, Peer> open = new LinkedHashMap<>();
    private final Database database;

    private Peers(Database database) {
        this.database = database;
    }

    /**
     * Opens all peers that are asked for and built; a test of the benchmarks alone goes without those that have a build of
     * their own. Blocks. One that does not start is left out, and standard error says so.
     *
     * @param database what they connect to
     * @param wanted tells by its name whether a peer is asked for
     * @return the peers
     */
    public static Peers open(Database database, Predicate<String> wanted) {
        Peers peers = new Peers(database);
        Map<String, Function<Database, Peer>> known = new LinkedHashMap<>();
        known.put("vertx-pg-client", VertxPeer::new);
        known.put("jdbc", JdbcPeer::new);
        known.put("jooq-r2dbc", JooqPeer::new);
        known.forEach((name, peer) -> peers.add(name, wanted, () -> peer.apply(database)));
        peers.add("hibernate-reactive", wanted, "hibernate-reactive", "dev.relata.benchmarks.hibernate.HibernatePeer");
        peers.add("jimmer", wanted, "jimmer", "dev.relata.benchmarks.jimmer.JimmerPeer");
        peers.add("exposed-r2dbc", wanted, "exposed", "dev.relata.benchmarks.exposed.ExposedPeer");
        return peers;
    }

    private void add(String name, Predicate<String> wanted, String build, String type) {
        Path jar = BUILDS.resolve(build).resolve("target").resolve(build + ".jar");
        if (Files.exists(jar)) {
            add(name, wanted, () -> loaded(jar, type));
        }
    }

    private void add(String name, Predicate<String> wanted, Start start) {
        if (!wanted.test(name)) {
            return;
        }
        try {
            open.put(name, start.peer());
        } catch (Exception | LinkageError failed) {
            // Of a constructor that is called by reflection, the cause is what it threw.
            Throwable reason = failed.getCause() == null ? failed : failed.getCause();
            System.err.println("left out: " + name + ", which did not start: " + reason);
        }
    }

    /** Starts a peer. */
    @FunctionalInterface
    private interface Start {
        Peer peer() throws Exception;
    }

    // Not closed: classes are loaded as long as the peer runs, which is as long as the program does.
    @SuppressWarnings("resource")
    private Peer loaded(Path jar, String type) throws IOException, ReflectiveOperationException {
        PeerLoader loader = PeerLoader.of(jar, type.substring(0, type.lastIndexOf('.') + 1));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> peer = Class.forName(type, true, loader);
            return (Peer) peer.getConstructor(Database.class).newInstance(database);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * Makes the variants of all peers for a workload.
     *
     * @param workload its name
     * @param task what is asked for
     * @return one for each peer that does it
     */
    public List<Variant> variants(String workload, PeerTask task) {
        List<Variant> variants = new ArrayList<>();
        open.forEach((name, peer) -> {
            Mono<Long> run = peer.runs(task).get(workload);
            if (run != null) {
                variants.add(new Variant(name, run));
            }
        });
        return variants;
    }

    @Override
    public void close() {
        open.values().forEach(Peer::close);
    }
}
