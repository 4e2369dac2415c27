package dev.relata.test.conformance;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.query.Graph;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Article;
import dev.relata.test.conformance.model.Topic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Links that are kept as an array of ids in the owner's row: reads from both sides, and deletes of either end. */
public interface IdArrayReadContract extends StoreUnderTest {

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
