package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.startsWith;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.error.RowNotFoundException;
import dev.relata.query.Graph;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Article;
import dev.relata.test.conformance.model.Topic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Links that are kept as an array of ids in the owner's row. */
public interface IdArrayContract extends StoreUnderTest {

    private Article article(String title, int words, Topic... topics) {
        Article article = stored(new Article(null, title, words));
        if (topics.length > 0) {
            observe(relata().on(article, Article.TOPICS).addMany(List.of(topics)))
                    .answers((long) topics.length);
        }
        return article;
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
        observe(relata().on(article, Article.TOPICS).ids()).sends(1).answersInAnyOrder(one.id(), two.id(), three.id());
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
        observe(relata().on(article, Article.TOPICS).removeIds(two.id(), 999L))
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
        Article longer = new Article(article.id(), "b", 2);

        observe(relata().update(longer)).answers(longer);
        observe(relata().upsert(longer)).answers(longer);
        observe(relata().from(Article.class)
                        .where(Article::id, eq(article.id()))
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

        observe(relata().on(article, Article.TOPICS).addIds(one.id(), 998L, 999L))
                .fails(RelatedNotFoundException.class)
                .hasMessageContaining("998")
                .hasMessageContaining("999");
        observe(relata().on(article, Article.TOPICS).count()).sends(1).answers(0L);
        observe(relata().on(article, Article.TOPICS).addIds(one.id())).answers(1L);
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
        observe(relata().on(article, Article.TOPICS).setIds(one.id(), three.id()))
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

    /** Reads from either side are one statement each. */
    @Test
    @Tag("S39")
    @Requires(Capability.ID_ARRAYS)
    default void anArrayIsReadFromBothSides() {
        Topic sea = topic("sea");
        Topic sky = topic("sky");
        Article one = article("one", 100, sea, sky);
        Article two = article("two", 200, sea);
        Article none = article("none", 300);

        observe(relata().on(one, Article.TOPICS).orderBy(desc(Topic::name)).all())
                .sends(1)
                .answers(sky, sea);
        observe(relata().on(one, Article.TOPICS).orderBy(asc(Topic::name)).iterate())
                .sends(1)
                .answers(sea, sky);
        observe(relata().on(one, Article.TOPICS).where(Topic::name, eq("sky")).count())
                .sends(1)
                .answers(1L);
        observe(relata().on(none, Article.TOPICS).exists()).sends(1).answers(false);
        observe(relata().on(sea, Article.TOPICS.inverse())
                        .orderBy(asc(Article::title))
                        .all())
                .sends(1)
                .answers(one, two);
        observe(relata().on(sea, Article.TOPICS.inverse()).iterate()).sends(1).answersInAnyOrder(one, two);
        observe(relata().on(sea, Article.TOPICS.inverse()).sum(Article::words))
                .sends(1)
                .answers(300L);
        observe(relata().on(sky, Article.TOPICS.inverse()).first()).sends(1).answers(one);
        observe(relata().onKey(Article.TOPICS.inverse(), 999L).all()).sends(1).answers();
        assertThat(observe(relata().on(one, Article.TOPICS).page(1))
                        .sends(1)
                        .value()
                        .items())
                .hasSize(1);
    }

    /** Batches and limits for each owner. */
    @Test
    @Tag("S39")
    @Requires(Capability.ID_ARRAYS)
    default void arraysOfManyOwnersAreOneStatement() {
        Topic sea = topic("sea");
        Topic sky = topic("sky");
        Article one = article("one", 100, sea, sky);
        Article two = article("two", 200, sea);
        Article none = article("none", 300);
        var byName = Article.TOPICS.orderBy(asc(Topic::name));
        var byTitle = Article.TOPICS.inverse().orderBy(asc(Article::title));

        observe(relata().load(List.of(one, two, none, one), byName))
                .sends(1)
                .answers(Map.of(one, List.of(sea, sky), two, List.of(sea), none, List.of()));
        observe(relata().load(List.of(one, two, none), byName.limit(1)))
                .sends(1)
                .answers(Map.of(one, List.of(sea), two, List.of(sea), none, List.of()));
        observe(relata().load(List.of(sea, sky), byTitle))
                .sends(1)
                .answers(Map.of(sea, List.of(one, two), sky, List.of(one)));
        observe(relata().load(List.of(sea, sky), byTitle.limit(1)))
                .sends(1)
                .answers(Map.of(sea, List.of(one), sky, List.of(one)));
        observe(relata().from(Article.class)
                        .orderBy(asc(Article::title))
                        .prefetch(Article.TOPICS)
                        .strict()
                        .all()
                        .concatMap(article ->
                                relata().on(article, Article.TOPICS).all().count())
                        .as(relata()::batched))
                .sends(2)
                .answers(0L, 2L, 1L);
    }

    /** Conditions across the links, from either side. */
    @Test
    @Tag("S39")
    @Requires(Capability.ID_ARRAYS)
    default void conditionsReachAcrossAnArray() {
        Topic sea = topic("sea");
        Topic sky = topic("sky");
        topic("nothing");
        article("one", 100, sea, sky);
        article("two", 200, sea);
        article("none", 300);
        var articles = relata().from(Article.class).orderBy(asc(Article::title));
        var topics = relata().from(Topic.class).orderBy(asc(Topic::name));

        observe(articles.whereAny(Article.TOPICS, t -> t.where(Topic::name, eq("sky")))
                        .values(Article::title))
                .sends(1)
                .answers("one");
        observe(articles.whereNone(Article.TOPICS, t -> t.where(Topic::name, eq("sky")))
                        .values(Article::title))
                .sends(1)
                .answers("none", "two");
        observe(articles.whereEvery(Article.TOPICS, t -> t.where(Topic::name, eq("sea")))
                        .values(Article::title))
                .sends(1)
                .answers("none", "two");
        observe(topics.whereAny(Article.TOPICS.inverse(), a -> a.where(Article::words, gt(150)))
                        .values(Topic::name))
                .sends(1)
                .answers("sea");
        observe(topics.whereNone(Article.TOPICS.inverse(), a -> a).values(Topic::name))
                .sends(1)
                .answers("nothing");
        observe(relata().on(sea, Article.TOPICS.inverse())
                        .whereAny(Article.TOPICS, t -> t.where(Topic::name, eq("sky")))
                        .values(Article::title))
                .sends(1)
                .answers("one");
    }

    /** Fetch plans, a level in a statement. */
    @Test
    @Tag("S39")
    @Requires(Capability.ID_ARRAYS)
    default void aPlanFetchesArraysLevelByLevel() {
        Topic sea = topic("sea");
        Topic sky = topic("sky");
        article("one", 100, sea, sky);
        Article two = article("two", 200, sea);

        List<Graph<Article>> graphs = observe(relata().from(Article.class)
                        .orderBy(asc(Article::title))
                        .fetch(
                                Article.TOPICS,
                                t -> t.orderBy(asc(Topic::name))
                                        .fetch(
                                                Article.TOPICS.inverse(),
                                                a -> a.orderBy(desc(Article::title))
                                                        .limit(1)))
                        .graphs())
                .sends(3)
                .values();

        assertThat(graphs.get(0).many(Article.TOPICS)).containsExactly(sea, sky);
        assertThat(graphs.get(1).many(Article.TOPICS)).containsExactly(sea);
        assertThat(graphs.get(1).graphs(Article.TOPICS).get(0).many(Article.TOPICS.inverse()))
                .containsExactly(two);
    }

    /** Links are written from the other side, too, and within one type. */
    @Test
    @Tag("S39")
    @Requires(Capability.ID_ARRAYS)
    default void anArrayIsWrittenFromTheOtherSide() {
        Topic sea = topic("sea");
        Article one = article("one", 100, sea);
        Article two = article("two", 200);

        observe(relata().on(sea, Article.TOPICS.inverse()).add(one)).answers(false);
        observe(relata().on(sea, Article.TOPICS.inverse()).add(two)).answers(true);
        observe(relata().on(two, Article.TOPICS).all()).sends(1).answers(sea);
        observe(relata().on(sea, Article.TOPICS.inverse()).remove(one)).answers(true);
        observe(relata().on(one, Article.TOPICS).count()).sends(1).answers(0L);
        Topic sky = topic("sky");
        observe(relata().on(sea, Topic.NARROWER).addMany(List.of(sea, sky))).answers(2L);
        observe(relata().on(sky, Topic.NARROWER.inverse()).all()).sends(1).answers(sea);
        observe(relata().on(sea, Topic.NARROWER).all()).sends(1).answersInAnyOrder(sea, sky);
    }

    /** An owner that is deleted takes its array along, in the one write of its row. */
    @Test
    @Tag("S39")
    @Requires(Capability.ID_ARRAYS)
    default void anArrayGoesWithItsOwner() {
        Topic sea = topic("sea");
        article("one", 100, sea);
        Article two = article("two", 200, sea);

        observe(relata().delete(two)).sends(1).answers(true);
        observe(relata().on(sea, Article.TOPICS.inverse()).values(Article::title))
                .answers("one");
    }

    /** A target that is deleted is taken out of every array, and so is one whose links are all taken. */
    @Test
    @Tag("S39")
    @Requires(Capability.ID_ARRAYS)
    default void aTargetThatGoesIsTakenOutOfEveryArray() {
        Topic sea = topic("sea");
        Topic sky = topic("sky");
        Article one = article("one", 100, sea, sky);
        Article two = article("two", 200, sea, sky);

        observe(relata().delete(sea)).answers(true);
        observe(relata().on(one, Article.TOPICS).all()).answers(sky);
        observe(relata().on(two, Article.TOPICS).all()).answers(sky);
        stored(sea);
        observe(relata().on(sea, Article.TOPICS.inverse()).count()).sends(1).answers(0L);
        observe(relata().on(sky, Article.TOPICS.inverse()).removeMany(List.of(one, two)))
                .sends(1)
                .answers(2L);
        observe(relata().on(sky, Article.TOPICS.inverse()).addMany(List.of(one, two)))
                .answers(2L);
        observe(relata().on(sky, Article.TOPICS.inverse()).clear()).answers();
        observe(relata().on(one, Article.TOPICS).count()).sends(1).answers(0L);
    }
}
