package dev.relata.r2dbc;

import dev.relata.r2dbc.internal.sql.write.WriteRequest;
import dev.relata.spi.Insert;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Sends the writes of a session, each of which happens whole or not at all. */
interface Writes {

    /** Sends new rows; emits those that were written, with what is to be returned of each. */
    Mono<List<@Nullable Object[]>> insert(Insert insert);

    /** Sends an update or a delete; emits the number of its rows. */
    Mono<Long> count(WriteRequest request);

    /** Sends an update; emits its rows. */
    Mono<List<@Nullable Object[]>> answer(WriteRequest request);
}
