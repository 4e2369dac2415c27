package dev.relata.spring.web;

import dev.relata.Relata;
import dev.relata.model.Operator;
import dev.relata.model.Sort;
import dev.relata.observe.ObservedRequest;
import dev.relata.observe.RelataListener;
import dev.relata.observe.ScopeStatistics;
import dev.relata.query.Bulk;
import dev.relata.query.Graph;
import dev.relata.spring.RelataModel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A service of shelves and volumes. */
@SpringBootConfiguration
@EnableAutoConfiguration
class ShelfApplication {

    @Bean
    RelataModel model() {
        return RelataModel.of(Shelf.class, Volume.class);
    }

    @Bean
    Seen seen() {
        return new Seen();
    }

    /** What Relata has told. */
    static final class Seen implements RelataListener {

        final AtomicInteger requests = new AtomicInteger();
        final Queue<ScopeStatistics> scopes = new ConcurrentLinkedQueue<>();

        @Override
        public void onRequest(ObservedRequest request) {
            requests.incrementAndGet();
        }

        @Override
        public void onScopeEnd(ScopeStatistics statistics) {
            scopes.add(statistics);
        }
    }

    @RestController
    static class Volumes {

        static final QueryParameters<Volume> PARAMETERS = QueryParameters.of(Volume.class)
                .sort("title", Volume::title)
                .sort("year", Volume::year)
                .sort("shelf", Volume.SHELF, Shelf::name)
                .filter("year", Volume::year, Operator.EQ, Operator.IN, Operator.GTE, Operator.LT)
                .filter("title", Volume::title, Operator.STARTS_WITH)
                .filter("lentOn", Volume::lentOn, Operator.EQ, Operator.IS_NULL)
                .ignore("lang");

        private final Relata relata;
        private final Seen seen;

        Volumes(Relata relata, Seen seen) {
            this.relata = relata;
            this.seen = seen;
        }

        @GetMapping("/plain")
        Flux<String> plain() {
            return shelves();
        }

        @BatchedRequest
        @GetMapping("/batched")
        Flux<String> batched() {
            return shelves();
        }

        @BatchedRequest
        @GetMapping("/entity")
        Mono<ResponseEntity<Flux<String>>> entity() {
            return Mono.just(ResponseEntity.ok(shelves()));
        }

        private Flux<String> shelves() {
            return relata.from(Volume.class)
                    .iterate()
                    .flatMapSequential(volume -> relata.on(volume, Volume.SHELF).get())
                    .map(Shelf::name);
        }

        @BatchedRequest
        @GetMapping("/users")
        Mono<List<String>> users() {
            return Flux.range(0, 7)
                    .flatMap(number -> relata.find(Shelf.class, 1L + number % 4)
                            .flatMap(shelf -> Mono.deferContextual(context ->
                                    Mono.just(number + " " + context.get("user") + " " + context.get("own"))))
                            .contextWrite(context -> context.put("own", number)))
                    .collectList();
        }

        /** Emits how many scopes have ended when it begins, then what is known of its own. */
        @BatchedRequest
        @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Mono<ResponseEntity<Flux<String>>> events() {
            Flux<String> events = Flux.concat(
                    Mono.fromSupplier(() -> "ended " + seen.scopes.size()),
                    relata.batching().statistics().map(String::valueOf).defaultIfEmpty("no scope"),
                    shelves().as(relata::batched).count().map(count -> "shelves " + count));
            return relata.find(Shelf.class, 1L).map(shelf -> ResponseEntity.ok(events));
        }

        @GetMapping("/volumes")
        Flux<Volume> volumes(@RequestParam MultiValueMap<String, String> parameters) {
            return PARAMETERS.apply(parameters, relata.from(Volume.class)).all();
        }

        @GetMapping("/volumes/{id}")
        Mono<Volume> volume(@PathVariable long id) {
            return relata.find(Volume.class, id);
        }

        @GetMapping("/graphs")
        Flux<Graph<Volume>> graphs() {
            return relata.from(Volume.class).fetch(Volume.SHELF).limit(1).iterateGraphs();
        }

        @GetMapping("/many")
        Flux<Volume> many(@RequestParam long rows) {
            return volumes().take(rows);
        }

        private Flux<Volume> volumes() {
            return relata.from(Volume.class)
                    .all()
                    .collectList()
                    .flatMapMany(rows -> Flux.fromIterable(rows).repeat());
        }

        /** A cursor after the other. */
        @GetMapping("/endless")
        Flux<Volume> endless() {
            return relata.from(Volume.class).iterate().repeat();
        }

        @GetMapping("/broken/{rows}")
        Flux<Volume> broken(@PathVariable int rows) {
            return volumes().take(rows).concatWith(Mono.error(new IllegalStateException("broken")));
        }

        @GetMapping("/pages")
        Mono<ResponseEntity<List<Volume>>> pages(PageParameters page, ServerHttpRequest request) {
            return page.of(relata.from(Volume.class).orderBy(Sort.asc(Volume::title)))
                    .map(found -> PageLinks.respond(found, request));
        }

        @GetMapping(path = "/load", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<ServerSentEvent<Object>> load() {
            List<Shelf> rows = IntStream.range(0, 20)
                    .mapToObj(number -> new Shelf(null, "loaded"))
                    .toList();
            return ProgressEvents.of(progress -> relata.bulk(Bulk.chunkSize(10).onProgress(progress))
                    .insert(rows)
                    .count());
        }
    }
}
