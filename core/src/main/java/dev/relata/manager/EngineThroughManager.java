package dev.relata.manager;

import dev.relata.engine.Engine;
import dev.relata.engine.Given;
import dev.relata.manager.JoinWriter.Optionally;
import dev.relata.model.Assignment;
import dev.relata.model.ManyToManyThrough;
import dev.relata.query.LinkSelection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

final class EngineThroughManager<S, T, J> extends LinkedSelection<S, T> implements ThroughManager<S, T, J> {

    EngineThroughManager(Engine engine, S owner, ManyToManyThrough<S, T, J> relationship) {
        super(engine, owner, relationship);
    }

    @Override
    public Mono<Boolean> add(T target) {
        return insert(target, null);
    }

    @Override
    public Mono<Boolean> add(T target, Assignment<J> data) {
        return insert(target, data);
    }

    private Mono<Boolean> insert(T target, @Nullable Assignment<J> data) {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            boolean unverified = links.unverified(List.of(target));
            Mono<Boolean> added = new JoinWriter<S, T, J>(links).add(target, data);
            return unverified
                    ? engine().sessions()
                            .atomically(session -> links.owned()
                                    .verifyFilter("add", links.ids(List.of(target), "add"))
                                    .then(added))
                    : added;
        });
    }

    @Override
    public Mono<J> put(T target, Assignment<J> data) {
        return Mono.defer(() -> new JoinWriter<S, T, J>(writer()).put(target, data));
    }

    @Override
    public Mono<Void> set(Iterable<? extends T> targets) {
        return Mono.defer(() -> {
            Map<T, Optionally<J>> wanted = new LinkedHashMap<>();
            Given.<T>rows(targets).forEach(target -> wanted.put(target, new Optionally<>(null)));
            return replace(wanted);
        });
    }

    @Override
    public Mono<Void> set(Map<? extends T, Assignment<J>> links) {
        return Mono.defer(() -> {
            Map<T, Optionally<J>> wanted = new LinkedHashMap<>();
            links.forEach((target, data) -> wanted.put(target, new Optionally<>(data)));
            return replace(wanted);
        });
    }

    private Mono<Void> replace(Map<T, Optionally<J>> wanted) {
        LinkWriter<S, T> links = writer();
        Map<List<Object>, Optionally<J>> byId = new LinkedHashMap<>();
        Given.rows(wanted.keySet());
        wanted.forEach(
                (target, data) -> byId.put(links.ids(List.of(target), "set").get(0), data));
        Mono<Void> check = links.unverified(wanted.keySet())
                ? links.owned().verifyFilter("set", List.copyOf(byId.keySet()))
                : Mono.empty();
        return replace(links, byId, check);
    }

    @Override
    public Mono<Void> setIds(Object... ids) {
        Object[] given = ids.clone();
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            Map<List<Object>, Optionally<J>> byId = new LinkedHashMap<>();
            links.parse(given).forEach(id -> byId.put(id, new Optionally<>(null)));
            return replace(links, byId, there(links, byId));
        });
    }

    @Override
    public Mono<Void> setIds(Map<?, Assignment<J>> ids) {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            Map<List<Object>, Optionally<J>> byId = new LinkedHashMap<>();
            ids.forEach((id, data) -> byId.put(links.parse(new Object[] {id}).get(0), new Optionally<>(data)));
            return replace(links, byId, there(links, byId));
        });
    }

    private static Mono<Void> there(LinkWriter<?, ?> links, Map<List<Object>, ?> byId) {
        return byId.isEmpty() ? Mono.empty() : links.exist(List.copyOf(byId.keySet()), "setIds");
    }

    private Mono<Void> replace(LinkWriter<S, T> links, Map<List<Object>, Optionally<J>> wanted, Mono<Void> check) {
        links.owned().refuseLimited("set");
        JoinWriter<S, T, J> writer = new JoinWriter<>(links);
        writer.refuseUnlessUnique("set");
        return engine().sessions()
                .atomically(session -> links.owned().lock("set").then(check).then(writer.replace(wanted)))
                .then();
    }

    @Override
    public LinkSelection<T, J> links() {
        return engine().links(this::owned);
    }
}
