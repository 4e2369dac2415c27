package dev.relata;

import dev.relata.error.RefusedException;
import dev.relata.internal.answer.Answers;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.query.Iteration;
import dev.relata.spi.NativeStatement;
import dev.relata.spi.NativeStatements;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Carries out native statements on the session of their context. Immutable, thread-safe. */
final class NativeRequests implements NativeStatements {

    private final Answers answers;
    private final Model model;
    private final Sessions sessions;

    NativeRequests(Answers answers, Model model, Sessions sessions) {
        this.answers = answers;
        this.model = model;
        this.sessions = sessions;
    }

    @Override
    public <R> Flux<R> read(String label, Object command, Class<R> record) {
        return answers.of(Flux.defer(() -> {
            EntityType<R> type = model.answer(record);
            NativeStatement statement = NativeStatement.of(label, command, type, false);
            return sessions.in(Access.READ, session -> session.rows(statement)).map(type::instantiate);
        }));
    }

    @Override
    public <R> Flux<R> iterate(String label, Object command, Class<R> record, Iteration iteration) {
        return answers.of(Flux.defer(() -> {
            RefusedException.unlessNull(iteration, "iterate", "the Iteration that says how");
            EntityType<R> type = model.answer(record);
            NativeStatement statement = NativeStatement.of(label, command, type, false);
            return sessions.in(Access.STREAM, session -> session.stream(statement, iteration))
                    .map(type::instantiate);
        }));
    }

    @Override
    public <V> Flux<V> values(String label, Object command, String column, Class<V> type) {
        return answers.of(Flux.defer(() -> {
            Attribute value = Attribute.ofValue(label, column, type);
            NativeStatement statement = new NativeStatement(label, command, null, List.of(value), false);
            return sessions.in(Access.READ, session -> session.rows(statement)).mapNotNull(row -> type.cast(row[0]));
        }));
    }

    @Override
    public <R> Flux<R> returning(String label, Object command, Class<R> record) {
        return answers.of(Flux.defer(() -> {
            EntityType<R> type = model.answer(record);
            NativeStatement statement = NativeStatement.of(label, command, type, true);
            return sessions.in(Access.WRITE, session -> session.rows(statement)).map(type::instantiate);
        }));
    }

    @Override
    public Mono<Long> execute(String label, Object command) {
        NativeStatement statement = new NativeStatement(label, command, null, List.of(), true);
        return answers.of(sessions.write(session -> session.count(statement)));
    }
}
