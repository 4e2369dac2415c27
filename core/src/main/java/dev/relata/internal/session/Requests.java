package dev.relata.internal.session;

import dev.relata.query.Iteration;
import dev.relata.spi.RowTarget;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Single requests as work for a session, so that a call does not return to the package that made the request. */
public final class Requests {

    private Requests() {}

    public static Function<Session, Flux<@Nullable Object[]>> select(Select select) {
        return session -> session.select(select);
    }

    public static Function<Session, Flux<@Nullable Object[]>> stream(Select select, Iteration iteration) {
        return session -> session.stream(select, iteration);
    }

    public static <R> Function<Session, Flux<R>> stream(Select select, Iteration iteration, RowTarget<R> target) {
        return session -> session.stream(select, iteration, target);
    }
}
