package dev.relata.spring.web;

import dev.relata.Batching;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Mono;

/** Ends the batch scope of a request where the body is a stream that may never end. Not thread-safe. */
final class ScopeEndingResponse extends ServerHttpResponseDecorator {

    private final Batching batching;

    ScopeEndingResponse(ServerHttpResponse response, Batching batching) {
        super(response);
        this.batching = batching;
    }

    /** Spring writes and flushes element by element what it takes for a stream, by its media type. */
    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return super.writeAndFlushWith(isDocument() ? body : batching.outside(body));
    }

    /** A document has an end, however large it is and however it is flushed. */
    private boolean isDocument() {
        MediaType type = getHeaders().getContentType();
        return MediaType.APPLICATION_JSON.isCompatibleWith(type)
                || ExportFormat.CSV.mediaType().isCompatibleWith(type);
    }
}
