package dev.relata.spring.graphql;

import dev.relata.Relata;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.HasManyThrough;
import dev.relata.model.HasOne;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.OneToMany;
import dev.relata.model.Relationship;
import dev.relata.model.ToMany;
import dev.relata.model.ToOne;
import dev.relata.query.Selection;
import dev.relata.spring.internal.RequestValues;
import graphql.schema.DataFetcher;
import java.util.List;
import java.util.Locale;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import reactor.core.publisher.Mono;

/**
 * Makes data fetchers for relationships. The owner is the source of the field; the lookups of all owners of a level are one
 * statement where {@code relata.graphql.batch} is on. Immutable, thread-safe.
 *
 * <pre>{@code
 * @Bean
 * RuntimeWiringConfigurer relationships(RelationshipDataFetchers fetchers) {
 *     return wiring -> wiring
 *             .type("Book", type -> type.dataFetcher("author", fetchers.of(Book.AUTHOR)))
 *             .type("Author", type -> type.dataFetcher("books", fetchers.of(Author.BOOKS)
 *                     .sort("title", Book::title)
 *                     .filter("minPages", Book::pages, Operator.GTE)
 *                     .connection(Book::id)));
 * }
 * }</pre>
 */
public final class RelationshipDataFetchers {

    private final Relata relata;
    private final RequestValues requestValues = new RequestValues();
    private final int pageSize;
    private final int maxFirst;

    RelationshipDataFetchers(Relata relata, int pageSize, int maxFirst) {
        this.relata = relata;
        this.pageSize = pageSize;
        this.maxFirst = maxFirst;
    }

    /**
     * Makes a data fetcher for a to-one.
     *
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return fetches the target; null where there is none and none is required
     */
    public <S, T> DataFetcher<Mono<T>> of(ToOne<S, T> relationship) {
        Owners<S> owners = owners(relationship);
        return environment -> relata.on(owners.of(environment), relationship).get();
    }

    /**
     * Makes a data fetcher for a has-one.
     *
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return fetches the row that refers to the owner; null where there is none
     */
    public <S, T> DataFetcher<Mono<T>> of(HasOne<S, T> relationship) {
        Owners<S> owners = owners(relationship);
        return environment -> relata.on(owners.of(environment), relationship).get();
    }

    /**
     * Makes a data fetcher for a to-many, which takes no argument but {@code first}.
     *
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return fetches the list of the targets, in the order of the relationship; its methods allow for more arguments
     */
    public <S, T> ToManyDataFetcher<S, T> of(ToMany<S, T> relationship) {
        RelationshipType<S, T> type = relata.model().relationship(relationship);
        RowArguments<T> arguments = new RowArguments<>(
                type.name(), requestValues, property -> relata.model().attribute(type.target(), property));
        return new ToManyDataFetcher<>(
                owners(relationship), owner -> selection(owner, relationship), type, arguments, pageSize, maxFirst);
    }

    /**
     * Wires the fields of relationships: the field of a constant {@code Author.LONG_READS} is {@code Author.longReads}.
     *
     * @param relationships the relationships, with no other arguments than {@code first}
     * @return a bean for Spring for GraphQL
     */
    public RuntimeWiringConfigurer wiring(Relationship<?, ?>... relationships) {
        List<Relationship<?, ?>> wired = List.of(relationships);
        return wiring -> wired.forEach(relationship -> {
            RelationshipType<?, ?> type = relata.model().relationship(relationship);
            wiring.type(type.owner().name(), owner -> owner.dataFetcher(field(type), fetcher(relationship)));
        });
    }

    private DataFetcher<?> fetcher(Relationship<?, ?> relationship) {
        if (relationship instanceof ToOne<?, ?> toOne) {
            return of(toOne);
        }
        return relationship instanceof HasOne<?, ?> hasOne ? of(hasOne) : of((ToMany<?, ?>) relationship);
    }

    private static String field(RelationshipType<?, ?> type) {
        String constant = type.name().substring(type.name().lastIndexOf('.') + 1);
        StringBuilder field = new StringBuilder();
        for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
            boolean first = field.isEmpty() || word.isEmpty();
            field.append(first ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return field.toString();
    }

    private <S> Owners<S> owners(Relationship<S, ?> relationship) {
        RelationshipType<S, ?> type = relata.model().relationship(relationship);
        return new Owners<>(type.name(), type.owner().javaType());
    }

    private <S, T> Selection<T> selection(S owner, ToMany<S, T> relationship) {
        if (relationship instanceof OneToMany<S, T> children) {
            return relata.on(owner, children);
        }
        if (relationship instanceof HasManyThrough<S, T> through) {
            return relata.on(owner, through);
        }
        return relationship instanceof ManyToMany<S, T> links
                ? relata.on(owner, links)
                : relata.on(owner, (ManyToManyThrough<S, T, ?>) relationship);
    }
}
