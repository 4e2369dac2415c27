package dev.relata.benchmarks;

import dev.relata.Relata;
import dev.relata.export.Ndjson;
import dev.relata.r2dbc.R2dbcStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Exports a table as NDJSON: through Relata, with and without records, and by WebFlux's encoder over the driver. All must write the
 * same bytes. Each variant takes its connection from a pool of one.
 */
final class ExportWorkload implements Prepared {

    static final String NAME = "export";

    private static final String WEBFLUX = "webflux";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double MOST_OF_WEBFLUX = 1 / 6.0;

    private final int rows;
    private final Connections connections;
    private final EventTable table;

    private ExportWorkload(Connections connections, int rows) {
        this.rows = rows;
        this.connections = connections;
        this.table = new EventTable(connections.plain(), rows);
    }

    /** Makes the table, which takes a few seconds; blocks. */
    static ExportWorkload prepare(Connections connections, int rows) {
        ExportWorkload workload = new ExportWorkload(connections, rows);
        workload.table.create().block(PATIENCE);
        return workload;
    }

    @Override
    public List<Workload> workloads() {
        Relata relata = Relata.builder()
                .store(R2dbcStore.of(connections.plain()))
                .model(Event.class)
                .build();
        return List.of(new Workload(
                NAME,
                WEBFLUX,
                rows,
                1,
                List.of(
                        new Variant("relata", checksum(Ndjson.of(relata.from(Event.class)))),
                        new Variant(
                                "relata-records",
                                checksum(Ndjson.of(relata.from(Event.class).iterate()))),
                        new Variant(WEBFLUX, checksum(encoded(RawDriver.asDocumented(connections.plain())))),
                        new Variant(
                                "webflux-over-best", checksum(encoded(RawDriver.atItsBest(connections.binary())))))));
    }

    /** As a controller that produces {@code application/x-ndjson} has its rows written. */
    private static Flux<ByteBuffer> encoded(Flux<Event> events) {
        return new JacksonJsonEncoder()
                .encode(
                        events,
                        DefaultDataBufferFactory.sharedInstance,
                        ResolvableType.forClass(Event.class),
                        MediaType.APPLICATION_NDJSON,
                        null)
                .map(ExportWorkload::bytes);
    }

    private static ByteBuffer bytes(DataBuffer buffer) {
        try (DataBuffer.ByteBufferIterator parts = buffer.readableByteBuffers()) {
            return parts.next();
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    /** The number of bytes, and a hash of them in their order. */
    private static Mono<Long> checksum(Flux<ByteBuffer> buffers) {
        return buffers.collect(Bytes::new, Bytes::add).map(Bytes::value);
    }

    private static final class Bytes {

        private final CRC32 hash = new CRC32();
        private long number;

        void add(ByteBuffer buffer) {
            number += buffer.remaining();
            hash.update(buffer);
        }

        long value() {
            return number << Integer.SIZE ^ hash.getValue();
        }
    }

    @Override
    public List<Target> targets() {
        return List.of(new Target(NAME, "relata", WEBFLUX, MOST_OF_WEBFLUX));
    }

    /** Drops the table; blocks. */
    @Override
    public void close() {
        table.drop().block(PATIENCE);
    }
}
