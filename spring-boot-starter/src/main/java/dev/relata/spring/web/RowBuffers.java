package dev.relata.spring.web;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.scheduler.Scheduler;

/**
 * Rows as buffers of many rows each.
 *
 * <p>A buffer goes out, on demand, when it weighs {@value #WEIGHT} bytes, when its first row is {@value #DELAY_MILLIS} ms old, or
 * at the end; the first one as soon as the rows have come that were asked for at first. So many rows are asked for as are
 * expected to fill a buffer, and only when there is demand for it: no more than one buffer is held, whatever rows weigh. An error
 * comes after the rows before it, or alone where no buffer has gone out, so that the response may still say what happened.
 */
final class RowBuffers extends FluxOperator<Object, DataBuffer> {

    /** Larger buffers save nothing: the work of a buffer is divided by two hundred rows of a usual size. */
    static final int WEIGHT = 32 * 1024;

    static final long DELAY_MILLIS = 50;

    private final DataBufferFactory buffers;
    private final RowWriter.Factory writers;
    private final Scheduler scheduler;

    RowBuffers(Flux<?> rows, DataBufferFactory buffers, RowWriter.Factory writers, Scheduler scheduler) {
        super(rows.cast(Object.class));
        this.buffers = buffers;
        this.writers = writers;
        this.scheduler = scheduler;
    }

    @Override
    public void subscribe(CoreSubscriber<? super DataBuffer> actual) {
        source.subscribe(new RowBufferSubscriber(actual, buffers, writers, scheduler));
    }
}
