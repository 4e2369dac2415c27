package dev.relata.mongo;

import dev.relata.error.RefusedException;
import dev.relata.mongo.internal.query.NativePipeline;
import dev.relata.query.Iteration;
import dev.relata.spi.NativeStatements;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An aggregation of the user's own; {@link MongoStore#aggregate} makes it. It runs where the requests of {@code Relata} run: in
 * the session of the transaction of the reactive context, in its turn. Each subscription to an answer sends one command; cancel
 * ends its cursor. Immutable, thread-safe.
 *
 * <pre>{@code
 * record Revenue(String genre, long total) {}
 *
 * Flux<Revenue> revenue = MongoStore.aggregate(relata, Sale.class, List.of(
 *                 Aggregates.group("$genre", Accumulators.sum("total", "$price")),
 *                 Aggregates.project(Projections.computed("genre", "$_id")),
 *                 …))
 *         .all(Revenue.class);
 * }</pre>
 *
 * <p>A record's components are read from the fields of their names, as an entity's are; an entity's id is read from {@code _id}.
 */
public final class AggregationQuery {

    private final NativeStatements statements;
    private final NativePipeline pipeline;

    AggregationQuery(NativeStatements statements, NativePipeline pipeline) {
        this.statements = statements;
        this.pipeline = pipeline;
    }

    private static String label(Class<?> type) {
        String name = RefusedException.unlessNull(type, "aggregate", "the class of the rows")
                .getSimpleName();
        return "aggregate(" + name + ")";
    }

    /**
     * Reads all documents; memory grows with the answer.
     *
     * @param record an entity of the model, or any record whose components are fields of the answer
     * @param <R> the record
     * @return the documents, in the pipeline's order
     */
    public <R> Flux<R> all(Class<R> record) {
        return statements.read(label(record), pipeline, record);
    }

    /**
     * Reads the only document.
     *
     * @param record the record, as for {@link #all}
     * @param <R> the record
     * @return the document, empty where there is none; {@code NotUniqueException} where there are more
     */
    public <R> Mono<R> one(Class<R> record) {
        return statements.one(label(record), pipeline, record);
    }

    /**
     * Streams the documents by a cursor, as they are demanded.
     *
     * @param record the record, as for {@link #all}
     * @param <R> the record
     * @return the documents, in the pipeline's order
     */
    public <R> Flux<R> iterate(Class<R> record) {
        return iterate(record, Iteration.adaptive());
    }

    /**
     * Streams the documents by a cursor, as they are demanded; see {@code Selection.iterate}.
     *
     * @param record the record, as for {@link #all}
     * @param iteration how to fetch
     * @param <R> the record
     * @return the documents, in the pipeline's order
     */
    public <R> Flux<R> iterate(Class<R> record, Iteration iteration) {
        return statements.iterate(label(record), pipeline, record, iteration);
    }

    /**
     * Reads one field; nulls are left out.
     *
     * @param field the name of the field
     * @param type the Java type of its values
     * @param <V> the Java type
     * @return the values, in the order of the documents
     */
    public <V> Flux<V> values(String field, Class<V> type) {
        return statements.values(
                label(type), pipeline, RefusedException.unlessNull(field, "aggregate", "the field"), type);
    }

    @Override
    public String toString() {
        return "Aggregation(" + pipeline.collection() + ", " + pipeline.stages() + ")";
    }
}
