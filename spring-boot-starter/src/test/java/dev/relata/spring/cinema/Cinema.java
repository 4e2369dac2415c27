package dev.relata.spring.cinema;

import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;
import static dev.relata.spring.Await.done;

import dev.relata.Relata;
import dev.relata.model.Converter;
import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import dev.relata.test.InMemoryStore;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record Cinema(@Id @Nullable Long id, String name) {

    public static final OneToMany<Cinema, Film> FILMS =
            oneToMany(Cinema.class, Film::cinemaId).orderBy(asc(Film::title));

    /** A model over a store in memory, with four films of the cinema with the id 1. */
    public static Relata withFilms() {
        Relata relata = Relata.builder()
                .store(InMemoryStore.create())
                .model(Cinema.class, Film.class)
                .converter(Money.class, Converter.of(BigDecimal.class, Money::amount, Money::new))
                .build();
        done(relata.insert(new Cinema(1L, "Roxy"))
                .thenMany(relata.bulk()
                        .insert(List.of(
                                new Film(null, 1, "alien", Rating.PG_13, Money.euros("4.99")),
                                new Film(null, 1, "babe", Rating.G, Money.euros("10.00")),
                                new Film(null, 1, "cube", Rating.LEFT, Money.euros("0.99")),
                                new Film(null, 1, "dune", Rating.RIGHT, null)))));
        return relata;
    }
}
