package dev.relata.r2dbc.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.RefusedException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.r2dbc.regression.Shop.Article;
import dev.relata.r2dbc.regression.Shop.Seat;
import dev.relata.r2dbc.regression.Shop.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows and ids in the forms that users have them in. */
class GivenRowsIntegrationTest {

    private static final Article ARTICLE = new Article("a", null);

    private final Shop shop = new Shop(4);

    @BeforeEach
    void store() {
        shop.run(shop.relata().insert(ARTICLE));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private static List<Word> words(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Word("w" + number))
                .toList();
    }

    @Test
    void rowsThatCanBeReadOnceOnlyAreReadOnce() {
        List<Word> words = words(3);
        Stream<Word> inserted = words.stream();
        assertThat(shop.run(shop.relata().bulk().<Word>insert(inserted::iterator)))
                .hasSize(3);
        Stream<Word> added = words.stream();
        assertThat(shop.run(shop.relata().on(ARTICLE, Article.WORDS).addMany(added::iterator)))
                .containsExactly(3L);
        Stream<Word> set = words.stream().skip(1);
        assertThat(shop.run(shop.relata().on(ARTICLE, Article.WORDS).set(set::iterator)))
                .isEmpty();
        assertThat(shop.run(shop.relata().on(ARTICLE, Article.WORDS).count())).containsExactly(2L);
    }

    @Test
    void rowsOfTwoTypesAndNoRowAreRefused() {
        assertThatThrownBy(() -> shop.run(shop.relata().bulk().<Record>insert(List.of(new Word("x"), ARTICLE))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("row 1 of those given is of type Article, the first of type Word");
        assertThatThrownBy(() -> shop.run(shop.relata().bulk().<Word>insert(Arrays.asList(new Word("x"), null))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("row 1 of those given is null");
    }

    @Test
    void whetherAnIdIsThereIsTheDatabasesToSay() {
        shop.run(shop.relata().insert(new Word("Sea")));
        assertThat(shop.run(shop.relata().on(ARTICLE, Article.WORDS).addIds("sEA")))
                .containsExactly(1L);
    }

    @Test
    void ofManyIdsThatAreNotThereTheFirstFewAreNamed() {
        Object[] ids = words(50).stream().map(Word::text).toArray();
        assertThatThrownBy(
                        () -> shop.run(shop.relata().on(ARTICLE, Article.WORDS).addIds(ids)))
                .hasMessageContaining("no Word text=… … (50 in all); nothing was written")
                .isInstanceOfSatisfying(
                        RelatedNotFoundException.class,
                        error -> assertThat(error.messageWithValues())
                                .contains("no Word text=w4 … (50 in all)")
                                .doesNotContain("w5"));
    }

    @Test
    void anUpsertByAKeyWithoutAValueIsRefusedForItWouldInsertEachTime() {
        assertThatThrownBy(() -> shop.run(shop.relata().upsert(new Seat(1, null), Seat::guest)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Seat.guest is null, and a null is equal to nothing");
        assertThat(shop.run(shop.relata().from(Seat.class).count())).containsExactly(0L);
        assertThat(shop.run(shop.relata().upsert(new Seat(1, "ann"), Seat::guest)))
                .containsExactly(new Seat(1, "ann"));
    }

    @Test
    void aColumnOfAnotherTypeIsNamedWithBothTypes() {
        shop.execute("ALTER TABLE shop.seats ALTER id TYPE numeric");
        shop.execute("INSERT INTO shop.seats (id) VALUES (2)");
        assertThatThrownBy(() -> shop.run(shop.relata().from(Seat.class).all()))
                .hasMessage("Seat.id: the column's type, numeric, is not bigint, as which long is read; declare it"
                        + " with @Column(type = …)");
    }

    @Test
    void linksThatAreAddedInDifferentOrdersAtOnceDoNotBlockEachOther() {
        List<Word> words = words(2000);
        shop.run(shop.relata().bulk().insert(words));
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Mono<Long> added = Flux.range(0, 4)
                .flatMap(side -> {
                    List<Word> shuffled = new ArrayList<>(words);
                    Collections.shuffle(shuffled, random);
                    return shop.relata().on(ARTICLE, Article.WORDS).addMany(shuffled);
                })
                .reduce(0L, Long::sum);
        assertThat(shop.run(added.delayUntil(
                                all -> shop.relata().on(ARTICLE, Article.WORDS).clear())
                        .repeat(4)))
                .as("each link is new to one of them")
                .containsOnly(2000L);
    }
}
