package dev.relata.examples.atlas.web.type;

import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Type;
import dev.relata.examples.atlas.web.statement.Counted;
import dev.relata.examples.atlas.web.statement.StatementCounts;
import dev.relata.spring.web.PageParameters;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Answers what the pages ask about types and methods, with the number of statements that each answer took. */
@RestController
@RequestMapping("/api")
class TypeController {

    private static final int FOUND = 20;

    private final TypeReader reader;
    private final TypeSearch search;
    private final StatementCounts counts;

    TypeController(TypeReader reader, TypeSearch search, StatementCounts counts) {
        this.reader = reader;
        this.search = search;
        this.counts = counts;
    }

    /** A client that leaves, as a page does at the next key, cancels the statement. */
    @GetMapping("/search")
    Mono<Counted<List<TypeRow>>> search(@RequestParam String q) {
        String text = q.strip();
        return text.isEmpty()
                ? Mono.just(new Counted<>(List.of(), 0, 0))
                : counts.count(search.find(text, FOUND).map(TypeRow::of).collectList());
    }

    @GetMapping("/types/{name}")
    Mono<Counted<TypeView>> type(@PathVariable String name, PageParameters page) {
        return counts.count(reader.view(name, page));
    }

    @GetMapping("/types/{name}/methods")
    Mono<Counted<RowPage<MethodRow>>> methods(@PathVariable String name, PageParameters page) {
        return list(name, page, reader::methods);
    }

    @GetMapping("/types/{name}/fields")
    Mono<Counted<RowPage<FieldRow>>> fields(@PathVariable String name, PageParameters page) {
        return list(name, page, reader::fields);
    }

    @GetMapping("/types/{name}/subclasses")
    Mono<Counted<RowPage<TypeRow>>> subclasses(@PathVariable String name, PageParameters page) {
        return list(name, page, reader::subclasses);
    }

    @GetMapping("/types/{name}/implementors")
    Mono<Counted<RowPage<TypeRow>>> implementors(@PathVariable String name, PageParameters page) {
        return list(name, page, reader::implementors);
    }

    @GetMapping("/types/{name}/callers")
    Mono<Counted<RowPage<MethodRow>>> callers(@PathVariable String name, PageParameters page) {
        return list(name, page, reader::callers);
    }

    @GetMapping("/types/{name}/callees")
    Mono<Counted<RowPage<MethodRow>>> callees(@PathVariable String name, PageParameters page) {
        return list(name, page, reader::callees);
    }

    @GetMapping("/methods/{id}/callers")
    Mono<Counted<RowPage<MethodRow>>> callers(@PathVariable int id, PageParameters page) {
        return counts.count(reader.related(id, Method.CALLERS, page));
    }

    @GetMapping("/methods/{id}/callees")
    Mono<Counted<RowPage<MethodRow>>> callees(@PathVariable int id, PageParameters page) {
        return counts.count(reader.related(id, Method.CALLEES, page));
    }

    private <R> Mono<Counted<RowPage<R>>> list(
            String name, PageParameters page, BiFunction<Type, PageParameters, Mono<RowPage<R>>> rows) {
        return counts.count(search.named(name).flatMap(type -> rows.apply(type, page)));
    }
}
