package dev.relata.spring.console;

import dev.relata.recorder.Recorder;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A response that tells the recorder when its client leaves: the server then cancels the body, and ends the exchange as if all had been
 * sent.
 */
final class WatchedResponse extends ServerHttpResponseDecorator {

    private final Recorder recorder;

    WatchedResponse(ServerHttpResponse response, Recorder recorder) {
        super(response);
        this.recorder = recorder;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return Mono.deferContextual(context -> super.writeWith(watched(body, () -> recorder.cancelled(context))));
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return Mono.deferContextual(
                context -> super.writeAndFlushWith(watched(body, () -> recorder.cancelled(context))));
    }

    /** Keeps a Mono one: the length of its only buffer is that of the response. */
    private static <B> Publisher<? extends B> watched(Publisher<? extends B> body, Runnable left) {
        return body instanceof Mono<? extends B> one
                ? one.doOnCancel(left)
                : Flux.<B>from(body).doOnCancel(left);
    }
}
