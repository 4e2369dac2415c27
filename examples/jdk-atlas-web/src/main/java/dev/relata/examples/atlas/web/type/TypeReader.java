package dev.relata.examples.atlas.web.type;

import static dev.relata.examples.atlas.model.Method.CALLEES;
import static dev.relata.examples.atlas.model.Method.CALLERS;
import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.JdkPackage;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Type;
import dev.relata.model.ManyToManyThrough;
import dev.relata.query.Recursion;
import dev.relata.query.Selection;
import dev.relata.spring.web.PageParameters;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads types and their lists. Immutable. */
@Component
final class TypeReader {

    private final Relata relata;
    private final TypeSearch search;

    TypeReader(Relata relata, TypeSearch search) {
        this.relata = relata;
        this.search = search;
    }

    /** A fetch plan for all that is around the type, and the first page of its methods. */
    Mono<TypeView> view(String name, PageParameters page) {
        return relata.from(Type.class)
                .where(Type::name)
                .eq(name)
                .fetch(Type.PACKAGE, holder -> holder.fetch(JdkPackage.MODULE))
                .fetch(Type.SUPERCLASS, Recursion.toEnd())
                .fetch(Type.INTERFACES, interfaces -> interfaces.orderBy(asc(Type::name)))
                .fetchCount(Type.METHODS)
                .fetchCount(Type.FIELDS)
                .fetchCount(Type.SUBCLASSES)
                .fetchCount(Type.IMPLEMENTORS)
                .oneGraph()
                .switchIfEmpty(search.unknown(name))
                .flatMap(graph -> methods(graph.root(), page).map(methods -> TypeView.of(graph, methods)));
    }

    Mono<RowPage<MethodRow>> methods(Type type, PageParameters page) {
        return page.of(relata.on(type, Type.METHODS)).map(found -> RowPage.of(found, MethodRow::of));
    }

    Mono<RowPage<FieldRow>> fields(Type type, PageParameters page) {
        return page.of(relata.on(type, Type.FIELDS)).map(found -> RowPage.of(found, FieldRow::of));
    }

    Mono<RowPage<TypeRow>> subclasses(Type type, PageParameters page) {
        return page.of(relata.on(type, Type.SUBCLASSES)).map(found -> RowPage.of(found, TypeRow::of));
    }

    Mono<RowPage<TypeRow>> implementors(Type type, PageParameters page) {
        return page.of(relata.on(type, Type.IMPLEMENTORS).orderBy(asc(Type::name)))
                .map(found -> RowPage.of(found, TypeRow::of));
    }

    /** The methods, of any type, that call a method of this one. */
    Mono<RowPage<MethodRow>> callers(Type type, PageParameters page) {
        return withTypes(
                relata.from(Method.class)
                        .whereAny(
                                CALLEES, called -> called.where(Method::typeId).eq(type.id())),
                page);
    }

    /** The methods, of any type, that a method of this one calls. */
    Mono<RowPage<MethodRow>> callees(Type type, PageParameters page) {
        return withTypes(
                relata.from(Method.class)
                        .whereAny(
                                CALLERS,
                                calling -> calling.where(Method::typeId).eq(type.id())),
                page);
    }

    Mono<RowPage<MethodRow>> related(int id, ManyToManyThrough<Method, Method, ?> relationship, PageParameters page) {
        return relata.find(Method.class, id)
                .switchIfEmpty(Mono.error(
                        () -> new UnknownNameProblem("The graph has no method of number " + id + ".", List.of())))
                .flatMap(method -> withTypes(relata.on(method, relationship), page));
    }

    private static Mono<RowPage<MethodRow>> withTypes(Selection<Method> methods, PageParameters page) {
        return page.ofGraphs(methods.orderBy(asc(Method::id)).fetch(Method.TYPE))
                .map(found -> RowPage.of(found, MethodRow::of));
    }
}
