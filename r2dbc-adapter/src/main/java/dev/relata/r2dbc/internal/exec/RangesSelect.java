package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.spi.stream.FetchSize;
import io.r2dbc.spi.Row;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A SELECT that is divided into ranges, which together have each of its rows once. Immutable.
 *
 * @param question answers one row, whose first column is the snapshot that it has exported
 * @param ranges makes the ranges from that row, one or more
 * @param connections the most connections
 * @param sizes makes the fetch size of one connection
 * @param <R> the type of the values
 */
public record RangesSelect<R>(
        Command question,
        Function<? super Row, List<RangeSelect<R>>> ranges,
        int connections,
        Supplier<FetchSize> sizes) {}
