package dev.relata.internal.engine;

import dev.relata.internal.lookup.Loader;
import dev.relata.internal.lookup.LookupReads;
import dev.relata.internal.lookup.Lookups;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.select.SelectionReaders;
import dev.relata.internal.select.Selections;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Requests;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.write.Writes;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Relationship;
import dev.relata.spi.Select;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Hands on what managers need: the model, the sessions, and the rooms that read and write. Thread-safe. */
public final class Engine {

    private final Model model;
    private final Sessions sessions;
    private final Writes writes;
    private final FilterResolver filters;
    private final LookupReads lookups;
    private final Loader loader;
    private final Selections selections;

    /**
     * Makes an engine.
     *
     * @param model the model
     * @param sessions chooses where requests go
     * @param scopes the batch scopes of reactive contexts
     * @param writes writes rows
     */
    public Engine(Model model, Sessions sessions, Lookups scopes, Writes writes) {
        this.model = model;
        this.sessions = sessions;
        this.writes = writes;
        this.filters = new FilterResolver(model);
        this.lookups = new LookupReads(sessions, scopes);
        this.loader = new Loader(filters, sessions, lookups);
        this.selections = new Selections(new SelectionReaders(filters, sessions, scopes, lookups, loader), writes);
    }

    public Model model() {
        return model;
    }

    public Sessions sessions() {
        return sessions;
    }

    /** Reads in the transaction of the context, else outside any. */
    public Flux<@Nullable Object[]> read(Select select) {
        return sessions.in(Access.WRITE, Requests.select(select));
    }

    /** Begins selections. */
    public Selections selections() {
        return selections;
    }

    /** Reads related rows. */
    public Loader loader() {
        return loader;
    }

    /** Writes the model's rows. */
    public Writes writes() {
        return writes;
    }

    /** Reads rows of one owner. */
    public LookupReads lookups() {
        return lookups;
    }

    /** Resolves conditions, orders and relationships. */
    public FilterResolver filters() {
        return filters;
    }

    public <S, T> RelationshipType<S, T> resolve(Relationship<S, T> relationship) {
        return filters.relationship(relationship);
    }
}
