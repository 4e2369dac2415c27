package dev.relata.examples.atlas;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.Implementation;
import dev.relata.examples.atlas.model.Import;
import dev.relata.examples.atlas.model.JdkModule;
import dev.relata.examples.atlas.model.JdkPackage;
import dev.relata.examples.atlas.model.Requires;
import dev.relata.examples.atlas.model.Type;
import dev.relata.examples.atlas.report.StatementCounter;
import dev.relata.examples.atlas.report.Steps;
import dev.relata.examples.atlas.scan.JdkScan;
import dev.relata.examples.atlas.scan.UnresolvedCall;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Writes a class graph into empty tables. Each table is a step and a transaction, except methods, fields and calls: they stand in
 * the same class files, which are read once, some at a time, and what these hold is three transactions at the same time. An import
 * is whole when that is noted, at its end. Immutable.
 */
final class Importer {

    /** The steps that fill a table, in their order. */
    static final List<String> TABLES =
            List.of("modules", "requires", "packages", "types", "interfaces", "methods", "fields", "calls");

    private static final long UNKNOWN = -1;
    private static final int TYPES_AT_ONCE = 1_024;

    private final Relata relata;
    private final Steps steps;
    private final StatementCounter statements;

    /**
     * An importer.
     *
     * @param statements counts what is sent for the rows of each type
     */
    Importer(Relata relata, Steps steps, StatementCounter statements) {
        this.relata = relata;
        this.steps = steps;
        this.statements = statements;
    }

    /**
     * Writes every table.
     *
     * @param unresolved is told the calls that lead to no method of the JDK
     */
    Mono<Void> write(JdkScan scan, Consumer<UnresolvedCall> unresolved) {
        return Flux.concat(
                        table("modules", JdkModule.class, UNKNOWN, scan.modules()),
                        table("requires", Requires.class, UNKNOWN, scan.requires()),
                        table("packages", JdkPackage.class, UNKNOWN, scan.packages()),
                        table("types", Type.class, scan.typeCount(), scan.types()),
                        table("interfaces", Implementation.class, UNKNOWN, scan.interfaces()),
                        members(scan, unresolved))
                .then();
    }

    /** Notes that the import is whole. */
    Mono<Import> finish() {
        return Mono.defer(() -> relata.insert(new Import(1, Runtime.version().toString(), Instant.now())));
    }

    private <E> Mono<Long> table(String name, Class<E> type, long expected, Flux<E> rows) {
        return steps.run(
                name, expected, progress -> relata.bulk().insert(type, rows.doOnNext(row -> progress.advance(1))));
    }

    /** While some types are written, the class files of the next are read. */
    private Mono<Long> members(JdkScan scan, Consumer<UnresolvedCall> unresolved) {
        return Mono.defer(() -> {
            Members members = new Members(relata, steps, statements);
            return steps.show(
                            "members",
                            UNKNOWN,
                            progress -> scan.members(Schedulers.boundedElastic())
                                    .doOnNext(rows -> rows.unresolved().forEach(unresolved))
                                    .buffer(TYPES_AT_ONCE)
                                    .concatMap(types -> members.write(types).doOnNext(progress::advance), 1)
                                    .reduce(0L, Long::sum)
                                    .as(relata::transactional))
                    .doOnNext(written -> members.end());
        });
    }
}
