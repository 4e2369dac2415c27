package dev.relata.spring.test.internal.rollback;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * A result that takes all rows as they come, so that a slow consumer does not keep the connection from the others, which in
 * the application would have one of their own.
 */
final class BufferedResult implements Result {

    private final Result result;

    BufferedResult(Result result) {
        this.result = result;
    }

    @Override
    public Publisher<Long> getRowsUpdated() {
        return result.getRowsUpdated();
    }

    @Override
    public <T> Publisher<T> map(BiFunction<Row, RowMetadata, ? extends T> mapping) {
        return Flux.<T>from(result.map(mapping)).onBackpressureBuffer();
    }

    @Override
    public <T> Publisher<T> map(Function<? super Readable, ? extends T> mapping) {
        return Flux.<T>from(result.map(mapping)).onBackpressureBuffer();
    }

    @Override
    public Result filter(Predicate<Segment> filter) {
        return new BufferedResult(result.filter(filter));
    }

    @Override
    public <T> Publisher<T> flatMap(Function<Segment, ? extends Publisher<? extends T>> mapping) {
        return Flux.<T>from(result.flatMap(mapping)).onBackpressureBuffer();
    }
}
