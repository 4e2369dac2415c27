package dev.relata.test.internal.memory;

import dev.relata.query.Explain;
import dev.relata.query.ExplainedStatement;
import dev.relata.query.Iteration;
import dev.relata.spi.Burst;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.SameKeys;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaFilter;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.SetLinks;
import dev.relata.spi.StatementKind;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The requests, in terms of reading one state and of giving the next. */
abstract class MemorySession implements Session {

    private static final String SELECT = "select ";
    private static final String CURSOR = "declare cursor for ";

    final Database database;

    MemorySession(Database database) {
        this.database = database;
    }

    /** Works out an answer from the state that this session sees; cold. */
    abstract <R> Mono<R> read(Function<State, R> work);

    /** Works out the next state from the one that this session sees, alone; cold. */
    abstract <R> Mono<R> write(Function<State, WriteResult<R>> work);

    @Override
    public final Flux<@Nullable Object[]> select(Select select) {
        return rows(select, SELECT).flatMapIterable(rows -> rows);
    }

    private Mono<List<@Nullable Object[]>> rows(Select select, String verb) {
        String text = text(select, verb);
        return Mono.deferContextual(context -> {
            Statements statements = database.statements().in(context);
            if (select.locked()) {
                // There is one writer: who becomes it has locked every row.
                return write(state -> {
                    List<@Nullable Object[]> rows = rows(select, statements, text, state);
                    return new WriteResult<>(state, rows, rows.size());
                });
            }
            return read(state -> rows(select, statements, text, state));
        });
    }

    private static String text(Select select, String verb) {
        return verb + select.query().type().table() + (select.locked() ? " for update" : "");
    }

    /** Names the table alone, as what listeners see does. */
    @Override
    public final Mono<ExplainedStatement> explain(Select select, @Nullable Iteration iteration, Explain how) {
        return how.sends()
                ? Session.super.explain(select, iteration, how)
                : Mono.fromSupplier(() ->
                        new ExplainedStatement(text(select, iteration == null ? SELECT : CURSOR), List.of(), null));
    }

    private List<@Nullable Object[]> rows(Select select, Statements statements, String text, State state) {
        return statements.run(
                StatementKind.READ,
                select.label(),
                text,
                () -> SelectExecutor.answer(database.catalog(), state, select),
                List::size);
    }

    @Override
    public final Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
        return Burst.around(Flux.deferContextual(context -> {
            Statements statements = database.statements().in(context);
            return rows(select, CURSOR)
                    .flatMapMany(rows -> StreamFetcher.stream(statements, select.label(), rows, iteration));
        }));
    }

    /** Asks no table, and so is no statement. */
    @Override
    public final Flux<Integer> same(SameKeys keys) {
        return Flux.defer(() -> Flux.fromIterable(keys.firsts(MemoryKey::of)));
    }

    @Override
    public final Flux<@Nullable Object[]> insert(Insert insert) {
        String text = "insert into " + insert.type().table();
        return write(
                        text,
                        insert.label(),
                        state -> InsertExecutor.insert(database.catalog(), database.sequences(), state, insert))
                .flatMapIterable(rows -> rows);
    }

    @Override
    public final Mono<Long> update(Update update) {
        String text = "update " + update.query().type().table();
        return write(text, update.label(), state -> ChangeExecutor.update(database.catalog(), state, update));
    }

    @Override
    public final Mono<Long> update(UpdateRows update) {
        String text = "update " + update.type().table();
        return write(text, update.label(), state -> ChangeExecutor.update(database.catalog(), state, update));
    }

    @Override
    public final Mono<Void> update(Updates updates) {
        String text = "update "
                + updates.parts().stream()
                        .map(part -> part.update().query().type().table())
                        .collect(Collectors.joining(" and "));
        return write(text, updates.label(), state -> ChangeExecutor.update(database.catalog(), state, updates))
                .then();
    }

    @Override
    public final Mono<Long> delete(Delete delete) {
        String text = "delete from " + delete.query().type().table();
        return write(text, delete.label(), state -> ChangeExecutor.delete(database.catalog(), state, delete));
    }

    @Override
    public final Mono<Long> set(SetLinks links) {
        String text = "update " + links.type().table();
        return write(text, links.label(), state -> SetLinksExecutor.set(database, state, links));
    }

    private <R> Mono<R> write(String text, String label, Function<State, WriteResult<R>> work) {
        return Mono.deferContextual(context -> {
            Statements statements = database.statements().in(context);
            return write(state ->
                    statements.run(StatementKind.WRITE, label, text, () -> work.apply(state), WriteResult::rows));
        });
    }

    /** The tables are those of the model. */
    @Override
    public final Mono<Void> createSchema(SchemaPart part) {
        return Mono.empty();
    }

    /** Where the model itself is the schema nothing can differ. */
    @Override
    public final Flux<SchemaDifference> compareSchema() {
        return Flux.empty();
    }

    @Override
    public final Flux<String> missingSchema(SchemaFilter filter) {
        return Flux.empty();
    }
}
