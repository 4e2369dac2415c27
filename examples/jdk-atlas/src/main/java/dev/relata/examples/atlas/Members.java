package dev.relata.examples.atlas;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.Call;
import dev.relata.examples.atlas.model.Field;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.report.StatementCounter;
import dev.relata.examples.atlas.report.Steps;
import dev.relata.examples.atlas.scan.TypeRows;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes the members of types, some types at a time, and measures the three tables apart. For one import. */
final class Members {

    private final Relata relata;
    private final Steps.Share methods;
    private final Steps.Share fields;
    private final Steps.Share calls;

    Members(Relata relata, Steps steps, StatementCounter sent) {
        this.relata = relata;
        this.methods = steps.share("methods", () -> sent.count(Method.class));
        this.fields = steps.share("fields", () -> sent.count(Field.class));
        this.calls = steps.share("calls", () -> sent.count(Call.class));
    }

    /** Answers how many rows were written. The three tables are written at the same time, as far as there are connections. */
    Mono<Long> write(List<TypeRows> types) {
        return Flux.merge(
                        write(methods, Method.class, types, TypeRows::methods),
                        write(fields, Field.class, types, TypeRows::fields),
                        write(calls, Call.class, types, TypeRows::calls))
                .reduce(0L, Long::sum);
    }

    private <E> Mono<Long> write(
            Steps.Share step, Class<E> table, List<TypeRows> types, Function<TypeRows, List<E>> rows) {
        return step.measure(
                relata.bulk().insert(table, Flux.fromIterable(types).concatMapIterable(rows)), written -> written);
    }

    /** All are written. */
    void end() {
        methods.end();
        fields.end();
        calls.end();
    }
}
