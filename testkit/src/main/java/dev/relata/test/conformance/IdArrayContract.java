package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.startsWith;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.error.RowNotFoundException;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Article;
import dev.relata.test.conformance.model.Topic;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Links that are kept as an array of ids in the owner's row: how they come and go. */
public interface IdArrayContract extends StoreUnderTest {

    private Article article(String title, int words, Topic... topics) {
        Article article = stored(new Article(null, title, words));
        if (topics.length > 0) {
            observe(relata().on(article, Article.TOPICS).addMany(List.of(topics)))
                    .answers((long) topics.length);
        }
        return article;
    }

    private static Long key(@Nullable Long id) {
        return Objects.requireNonNull(id, "stored rows have an id");
    }

    private Topic topic(String name) {
        return stored(new Topic(null, name));
    }

    /** One link, twice; many, some of them there. */
    @Test
    @Tag("S38")
    @Requires(Capability.ID_ARRAYS)
    default void linksInAnArrayAreAddedInOneWriteAndTheNewOnesCounted() {
        Article article = article("a", 1);
        Topic one = topic("one");
        Topic two = topic("two");
        Topic three = topic("three");

        observe(relata().on(article, Article.TOPICS).add(one)).sends(1).answers(true);
        observe(relata().on(article, Article.TOPICS).add(one)).sends(1).answers(false);
        observe(relata().on(article, Article.TOPICS).addMany(List.of(one, two, three, two)))
                .sends(1)
                .answers(2L);
        observe(relata().on(article, Article.TOPICS).ids())
                .sends(1)
                .answersInAnyOrder(key(one.id()), key(two.id()), key(three.id()));
    }

    /** Links that are taken away, some of which were not there. */
    @Test
    @Tag("S38")
    @Requires(Capability.ID_ARRAYS)
    default void linksInAnArrayAreTakenInOneWriteAndThoseThatWereThereCounted() {
        Topic one = topic("one");
        Topic two = topic("two");
        Topic three = topic("three");
        Article article = article("a", 1, one, two);

        observe(relata().on(article, Article.TOPICS).remove(three)).sends(1).answers(false);
        observe(relata().on(article, Article.TOPICS).remove(one)).sends(1).answers(true);
        observe(relata().on(article, Article.TOPICS).removeMany(List.of(one, two, three)))
                .sends(1)
                .answers(1L);
        observe(relata().on(article, Article.TOPICS).removeIds(key(two.id()), 999L))
                .sends(1)
                .answers(0L);
        observe(relata().on(article, Article.TOPICS).addMany(List.of(two, three)))
                .answers(2L);
        observe(relata().on(article, Article.TOPICS).clear()).sends(1).answers();
        observe(relata().on(article, Article.TOPICS).count()).sends(1).answers(0L);
    }

    /** Adds of one link and of many from many sides at once. */
    @Test
    @Tag("S38")
    @Requires(Capability.ID_ARRAYS)
    default void addsToAnArrayAtTheSameTimeAllCount() {
        Article article = article("a", 1);
        List<Topic> topics = List.of(topic("one"), topic("two"), topic("three"), topic("four"));

        Flux<Long> atOnce = Flux.range(0, 32)
                .flatMap(
                        i -> relata().on(article, Article.TOPICS)
                                .addMany(topics.subList(i % 2, 2 + i % 3))
                                .subscribeOn(Schedulers.parallel()),
                        32);

        assertThat(observe(atOnce).values()).hasSize(32);
        assertThat(observe(atOnce).values()).containsOnly(0L);
        observe(relata().on(article, Article.TOPICS).all()).answersInAnyOrder(topics.toArray(Topic[]::new));
    }

    /** What is written of the record leaves its links alone. */
    @Test
    @Tag("S38")
    @Requires(Capability.ID_ARRAYS)
    default void writesOfTheRecordLeaveItsArrayAlone() {
        Topic one = topic("one");
        Article article = article("a", 1, one);
        Article longer = new Article(key(article.id()), "b", 2);

        observe(relata().update(longer)).answers(longer);
        observe(relata().upsert(longer)).answers(longer);
        observe(relata().from(Article.class)
                        .where(Article::id, eq(key(article.id())))
                        .update(set(Article::words, 3)))
                .answers(1L);
        observe(relata().on(article, Article.TOPICS).all()).sends(1).answers(one);
    }

    /** Ends that are not there. */
    @Test
    @Tag("S38")
    @Requires(Capability.ID_ARRAYS)
    default void linksInAnArrayNeedAStoredOwner() {
        Topic one = topic("one");
        Article draft = new Article(null, "a", 1);
        Article gone = article("a", 1);
        observe(relata().delete(gone)).answers(true);

        observe(relata().on(draft, Article.TOPICS).add(one)).sends(0).fails(RefusedException.class);
        observe(relata().on(gone, Article.TOPICS).add(one)).fails(RelatedNotFoundException.class);
        observe(relata().on(gone, Article.TOPICS).remove(one)).answers(false);
    }

    /** Ids that nobody has. */
    @Test
    @Tag("S38")
    @Requires(Capability.ID_ARRAYS)
    default void idsThatDoNotExistGetIntoNoArray() {
        Topic one = topic("one");
        Article article = article("a", 1);

        observe(relata().on(article, Article.TOPICS).addIds(key(one.id()), 998L, 999L))
                .fails(RelatedNotFoundException.class)
                .hasMessageContaining("998")
                .hasMessageContaining("999");
        observe(relata().on(article, Article.TOPICS).count()).sends(1).answers(0L);
        observe(relata().on(article, Article.TOPICS).addIds(key(one.id()))).answers(1L);
        observe(relata().on(article, Article.TOPICS).setIds(999L)).fails(RelatedNotFoundException.class);
        observe(relata().on(article, Article.TOPICS).all()).answers(one);
    }

    /** Making an owner be linked to just some. */
    @Test
    @Tag("S38")
    @Requires(Capability.ID_ARRAYS)
    default void setOfAnArrayIsOneWrite() {
        Topic one = topic("one");
        Topic two = topic("two");
        Topic three = topic("three");
        Article article = article("a", 1, one, two);
        Article gone = article("b", 1);
        observe(relata().delete(gone)).answers(true);

        observe(relata().on(article, Article.TOPICS).set(List.of(two, three, two)))
                .sends(1)
                .answers();
        observe(relata().on(article, Article.TOPICS).all()).answersInAnyOrder(two, three);
        observe(relata().on(article, Article.TOPICS).setIds(key(one.id()), key(three.id())))
                .sends(2)
                .answers();
        observe(relata().on(article, Article.TOPICS).all()).answersInAnyOrder(one, three);
        observe(relata().on(article, Article.TOPICS).add(three)).answers(false);
        observe(relata().on(article, Article.TOPICS).set(List.of())).sends(1).answers();
        observe(relata().on(article, Article.TOPICS).count()).answers(0L);
        observe(relata().on(gone, Article.TOPICS).set(List.of(one))).fails(RowNotFoundException.class);
    }

    /** Links that a filter hides. */
    @Test
    @Tag("S38")
    @Requires(Capability.ID_ARRAYS)
    default void setAndClearOfAnArrayLeaveWhatAFilterHides() {
        Topic one = topic("one");
        Topic two = topic("two");
        Topic three = topic("three");
        Article article = article("a", 1, one, two);
        var withT = Article.TOPICS.where(Topic::name, startsWith("t"));

        observe(relata().on(article, withT).set(List.of(three))).answers();
        observe(relata().on(article, Article.TOPICS).all()).answersInAnyOrder(one, three);
        observe(relata().on(article, withT).clear()).answers();
        observe(relata().on(article, Article.TOPICS).all()).answers(one);
    }

    /** A new row, linked at once. */
    @Test
    @Tag("S38")
    @Requires(Capability.ID_ARRAYS)
    default void createLinksWhatItInserts() {
        Article article = article("a", 1);

        Topic topic = observe(relata().on(article, Article.TOPICS).create(new Topic(null, "new")))
                .value();

        observe(relata().on(article, Article.TOPICS).all()).sends(1).answers(topic);
    }
}
