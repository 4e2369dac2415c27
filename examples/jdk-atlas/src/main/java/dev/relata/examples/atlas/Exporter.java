package dev.relata.examples.atlas;

import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Type;
import dev.relata.examples.atlas.report.Progress;
import dev.relata.spi.Isolation;
import dev.relata.spi.TransactionOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Streams all methods, with the names of their type and module, to a file: one JSON object a line. However many there are, it
 * holds some thousand at a time, and looks up their types together. Immutable.
 */
final class Exporter {

    private static final int CHUNK = 4_096;

    private static final TransactionOptions SNAPSHOT =
            TransactionOptions.isolation(Isolation.REPEATABLE_READ).asReadOnly();

    private final Relata relata;

    Exporter(Relata relata) {
        this.relata = relata;
    }

    /** A line of the file. */
    record Line(String method, String descriptor, String type, String module) {}

    /** Writes the file, over what is there, from one snapshot of the data; answers the number of lines. */
    Mono<Long> write(Path file, Progress progress) {
        Mono<Long> written = Mono.using(() -> new NdjsonFile(file), lines -> write(lines, progress), NdjsonFile::close);
        return relata.transactional(written, SNAPSHOT).subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<Long> write(NdjsonFile file, Progress progress) {
        return ModuleNames.load(relata)
                .flatMapMany(modules -> relata.from(Method.class)
                        .orderBy(asc(Method::id))
                        .iterate()
                        .buffer(CHUNK)
                        .concatMap(methods -> lines(methods, modules), 1))
                .publishOn(Schedulers.boundedElastic(), 1)
                .map(lines -> {
                    file.write(lines);
                    progress.advance(lines.size());
                    return lines.size();
                })
                .reduce(0L, Long::sum);
    }

    /** The stream's connection is the transaction's, and so is that of the lookup: one statement for each chunk. */
    private Mono<List<Line>> lines(List<Method> methods, ModuleNames modules) {
        return relata.load(methods, Method.TYPE)
                .map(types -> methods.stream()
                        .map(method -> line(method, types, modules))
                        .toList());
    }

    private static Line line(Method method, Map<Method, Type> types, ModuleNames modules) {
        Type type = Objects.requireNonNull(types.get(method));
        return new Line(method.name(), method.descriptor(), type.name(), modules.of(type));
    }
}
