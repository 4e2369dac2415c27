package dev.relata;

import dev.relata.error.NotUniqueException;
import dev.relata.error.RefusedException;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.translate.ErrorTranslation;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.query.Iteration;
import dev.relata.spi.NativeStatement;
import dev.relata.spi.NativeStatements;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Carries out native statements on the session of their context. Immutable, thread-safe. */
final class NativeRequests implements NativeStatements {

    private final ErrorTranslation translation;
    private final Model model;
    private final Sessions sessions;

    NativeRequests(ErrorTranslation translation, Model model, Sessions sessions) {
        this.translation = translation;
        this.model = model;
        this.sessions = sessions;
    }

    @Override
    public <R> Flux<R> read(String label, Object command, Class<R> record) {
        return translation.of(reading(label, command, record));
    }

    private <R> Flux<R> reading(String label, Object command, Class<R> record) {
        return records(label, command, record, false, request -> sessions.in(Access.READ, in -> in.rows(request)));
    }

    @Override
    public <R> Mono<R> one(String label, Object command, Class<R> record) {
        return translation.of(reading(label, command, record)
                .take(2)
                .collectList()
                .flatMap(rows -> rows.size() > 1
                        ? Mono.error(new NotUniqueException(
                                label + ": one() found more than one row; narrow the statement, or use all(…)"))
                        : Mono.justOrEmpty(rows.stream().findFirst())));
    }

    @Override
    public <R> Flux<R> iterate(String label, Object command, Class<R> record, Iteration iteration) {
        return translation.of(records(label, command, record, false, request -> {
            RefusedException.unlessNull(iteration, "iterate", "the Iteration that says how");
            if (iteration.connections() > 1) {
                return Flux.error(
                        new RefusedException(label + ": parallel(…) divides a table into ranges, and a statement of"
                                + " your own cannot be divided: leave parallel(…) out, or use a selection"));
            }
            if (iteration.resumes()) {
                return Flux.error(
                        new RefusedException(label + ": resumable() reads pages by the id of a type, and a statement of"
                                + " your own has none: leave resumable() out, or use a selection"));
            }
            return sessions.in(Access.STREAM, in -> in.stream(request, iteration));
        }));
    }

    @Override
    public <R> Flux<R> returning(String label, Object command, Class<R> record) {
        return translation.of(
                records(label, command, record, true, request -> sessions.in(Access.WRITE, in -> in.rows(request))));
    }

    private <R> Flux<R> records(
            String label,
            Object command,
            Class<R> record,
            boolean writes,
            Function<NativeStatement, Flux<@Nullable Object[]>> sending) {
        return Flux.defer(() -> {
            EntityType<R> type = model.answer(record);
            return sending.apply(NativeStatement.of(label, command, type, writes))
                    .map(type::instantiate);
        });
    }

    @Override
    @SuppressWarnings("unchecked") // the store answers a column in its type, a primitive one boxed
    public <V> Flux<V> values(String label, Object command, String column, Class<V> type) {
        return translation.of(Flux.defer(() -> {
            RefusedException.unlessNull(type, label, "the class of the values");
            Attribute value = Attribute.ofValue(label, column, type);
            NativeStatement statement = new NativeStatement(label, command, null, List.of(value), false);
            return (Flux<V>)
                    sessions.in(Access.READ, session -> session.rows(statement)).mapNotNull(row -> row[0]);
        }));
    }

    @Override
    public Mono<Long> execute(String label, Object command) {
        NativeStatement statement = new NativeStatement(label, command, null, List.of(), true);
        return translation.of(sessions.write(session -> session.count(statement)));
    }
}
