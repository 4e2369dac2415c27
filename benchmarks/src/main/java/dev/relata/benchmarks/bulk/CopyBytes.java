package dev.relata.benchmarks.bulk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** PostgreSQL's binary COPY format, written by hand into buffers of some rows each. */
final class CopyBytes {

    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int ROWS = 1000;
    private static final long EPOCH_2000 = 946_684_800L;

    private final ByteBuf bytes;

    private CopyBytes(ByteBuf bytes) {
        this.bytes = bytes;
    }

    /** The rows, encoded as they come. */
    static <T> Flux<Publisher<ByteBuf>> of(Flux<T> rows, BiConsumer<CopyBytes, T> encode) {
        Mono<ByteBuf> header =
                Mono.fromSupplier(() -> PooledByteBufAllocator.DEFAULT.buffer().writeBytes(HEADER));
        Mono<ByteBuf> trailer =
                Mono.fromSupplier(() -> PooledByteBufAllocator.DEFAULT.buffer().writeShort(-1));
        Flux<ByteBuf> chunks = rows.buffer(ROWS).map(chunk -> {
            CopyBytes bytes = new CopyBytes(PooledByteBufAllocator.DEFAULT.buffer(ROWS * 64));
            chunk.forEach(row -> encode.accept(bytes, row));
            return bytes.bytes;
        });
        return Flux.<Publisher<ByteBuf>>just(header)
                .concatWith(chunks.map(Mono::just))
                .concatWithValues(trailer);
    }

    CopyBytes row(int columns) {
        bytes.writeShort(columns);
        return this;
    }

    CopyBytes bigint(long value) {
        bytes.writeInt(Long.BYTES).writeLong(value);
        return this;
    }

    CopyBytes integer(int value) {
        bytes.writeInt(Integer.BYTES).writeInt(value);
        return this;
    }

    CopyBytes text(String value) {
        int start = bytes.writerIndex();
        bytes.writeInt(0);
        bytes.setInt(start, bytes.writeCharSequence(value, StandardCharsets.UTF_8));
        return this;
    }

    void timestamp(Instant value) {
        bytes.writeInt(Long.BYTES)
                .writeLong((value.getEpochSecond() - EPOCH_2000) * 1_000_000 + value.getNano() / 1_000);
    }
}
