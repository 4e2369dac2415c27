package dev.relata.spring.docs;

import dev.relata.Relata;
import dev.relata.model.Operator;
import dev.relata.spring.graphql.RelationshipDataFetchers;
import dev.relata.spring.graphql.ToManyDataFetcher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;

/** The same catalog by data fetchers. */
@Configuration(proxyBeanMethods = false)
class CatalogFields {

    @Bean
    RuntimeWiringConfigurer authors(Relata relata) {
        return wiring -> wiring.type(
                "Query",
                type -> type.dataFetcher(
                        "authors", environment -> relata.from(Author.class).all()));
    }

    // sample: graphql-fetchers
    @Bean
    RuntimeWiringConfigurer relationships(RelationshipDataFetchers fetchers) {
        ToManyDataFetcher<Author, Book> books = fetchers.of(Author.BOOKS)
                .sort("title", Book::title) // orderBy: TITLE, TITLE_DESC or {field: TITLE, direction: DESC}
                .sort("pages", Book::pages)
                .filter("title", Book::title) // equal
                .filter("minPages", Book::pages, Operator.GTE);
        return wiring -> wiring.type(
                        "Author",
                        type -> type.dataFetcher("books", books)
                                .dataFetcher("shelf", books.maxFirst(50).connection(Book::id)))
                .type("Book", type -> type.dataFetcher("author", fetchers.of(Book.AUTHOR)));
    }

    @Bean
    RuntimeWiringConfigurer plain(RelationshipDataFetchers fetchers) {
        return fetchers.wiring(Book.TAGS); // the field Book.tags; it takes any number of relationships
    }
    // end
}
