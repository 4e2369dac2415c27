package dev.relata.examples.atlas;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.Call;
import dev.relata.examples.atlas.model.Field;
import dev.relata.examples.atlas.model.Implementation;
import dev.relata.examples.atlas.model.Import;
import dev.relata.examples.atlas.model.JdkModule;
import dev.relata.examples.atlas.model.JdkPackage;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Requires;
import dev.relata.examples.atlas.model.Type;
import dev.relata.examples.atlas.report.Steps;
import dev.relata.examples.atlas.scan.JdkScan;
import dev.relata.examples.atlas.scan.UnresolvedCall;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writes a class graph into empty tables, one step and one transaction for each table. Immutable. */
final class Importer {

    /** The steps that fill a table, in their order. */
    static final List<String> TABLES =
            List.of("modules", "requires", "packages", "types", "interfaces", "methods", "fields", "calls");

    private static final long UNKNOWN = -1;
    private static final int READ_AHEAD = 4_096;

    private final Relata relata;
    private final Steps steps;

    Importer(Relata relata, Steps steps) {
        this.relata = relata;
        this.steps = steps;
    }

    /**
     * Writes every table, one after another.
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
                        table("methods", Method.class, scan.methodCount(), scan.methods()),
                        table("fields", Field.class, scan.fieldCount(), scan.fields()),
                        table("calls", Call.class, UNKNOWN, scan.calls(unresolved)))
                .then();
    }

    /** Notes that the import is whole. */
    Mono<Import> finish() {
        return Mono.defer(() -> relata.insert(new Import(1, Runtime.version().toString(), Instant.now())));
    }

    /** While the rows of one statement are written, those of the next are read from the class files. */
    private <E> Mono<Long> table(String name, Class<E> type, long expected, Flux<E> rows) {
        return steps.run(name, expected, progress -> {
            Flux<E> watched = rows.subscribeOn(Schedulers.boundedElastic())
                    .limitRate(READ_AHEAD)
                    .doOnNext(row -> progress.advance(1));
            return relata.insertMany(type, watched);
        });
    }
}
