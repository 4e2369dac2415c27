package dev.relata.r2dbc.internal.row;

import io.netty.buffer.ByteBufAllocator;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.codec.CodecRegistry;
import io.r2dbc.postgresql.extension.CodecRegistrar;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Teaches the driver to hand out the bytes of a column. The driver finds it by {@code META-INF/services}, for every connection, also of
 * a factory that is given; it changes nothing about any other read. Stateless.
 */
public final class RawValues implements CodecRegistrar {

    /** Called by the driver. */
    public RawValues() {}

    @Override
    public Publisher<Void> register(
            PostgresqlConnection connection, ByteBufAllocator allocator, CodecRegistry registry) {
        return Mono.fromRunnable(() -> registry.addFirst(new RawValueCodec()));
    }
}
