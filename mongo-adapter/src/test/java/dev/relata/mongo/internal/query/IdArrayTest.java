package dev.relata.mongo.internal.query;

import static dev.relata.model.Operator.EQ;
import static dev.relata.model.Operator.GT;
import static dev.relata.mongo.Library.MODEL;
import static dev.relata.mongo.Library.all;
import static dev.relata.mongo.Library.asc;
import static dev.relata.mongo.Library.association;
import static dev.relata.mongo.Library.exists;
import static dev.relata.mongo.Library.is;
import static dev.relata.mongo.Library.not;
import static dev.relata.mongo.Library.ownedBy;
import static dev.relata.mongo.Library.path;
import static dev.relata.mongo.Library.query;
import static dev.relata.mongo.internal.query.Translations.RENDERER;
import static dev.relata.mongo.internal.query.Translations.explain;
import static dev.relata.mongo.internal.query.Translations.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.mongo.Library.Article;
import dev.relata.mongo.Library.Tag;
import dev.relata.mongo.internal.command.IndexSpec;
import dev.relata.mongo.internal.command.LinkCommand;
import dev.relata.mongo.internal.command.UpdateCommand;
import dev.relata.spi.Conflict;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.SetLinks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Links that are kept as arrays of ids. */
class IdArrayTest {

    private static final EntityType<?> LINKS =
            MODEL.relationship(Article.TAGS).junctionOrThrow().type();
    private static final Attribute ARTICLE = LINKS.attribute("id");
    private static final Attribute TAG = LINKS.attribute("tags_ids");

    private static Predicate articles(Object... ids) {
        return in(ARTICLE, ids);
    }

    private static Predicate tags(Object... ids) {
        return in(TAG, ids);
    }

    private static Predicate in(Attribute attribute, Object... ids) {
        return new Predicate.KeyIn(
                List.of(attribute), List.of(ids).stream().map(List::of).toList());
    }

    private static LinkCommand unlink(Predicate which) {
        return RENDERER.unlink(new Delete("", Query.of(LINKS).where(which)));
    }

    @Test
    void addsToTheSetOfTheOwner() {
        List<@Nullable Object[]> rows = List.of(new Object[] {1L, 3L}, new Object[] {1L, 4L});
        LinkCommand link =
                RENDERER.link(new Insert("", LINKS, LINKS.attributes(), rows, Conflict.ignore(LINKS.id()), List.of()));

        assertThat(link.explain())
                .isEqualTo("db.articles.findOneAndUpdate({_id: 1}, {$addToSet: {tags_ids: {$each: [3, 4]}}})");
        assertThat(link.single()).isTrue();
        assertThat(link.shape())
                .isEqualTo("db.articles.findOneAndUpdate({_id: ?}, {$addToSet: {tags_ids: {$each: ?}}})");
    }

    @Test
    void addsToEachOwnerOfMany() {
        List<@Nullable Object[]> rows = List.of(new Object[] {1L, 3L}, new Object[] {2L, 3L});
        LinkCommand link =
                RENDERER.link(new Insert("", LINKS, LINKS.attributes(), rows, Conflict.ignore(LINKS.id()), List.of()));

        assertThat(link.single()).isFalse();
        assertThat(link.changes()).hasSize(2);
    }

    @Test
    void takesOutOfTheArrayOfTheOwner() {
        assertThat(unlink(all(articles(1L), tags(3L, 4L))).explain())
                .isEqualTo("db.articles.findOneAndUpdate({_id: 1, tags_ids: {$in: [3, 4]}},"
                        + " {$pullAll: {tags_ids: [3, 4]}})");
        assertThat(unlink(all(articles(1L), not(tags(3L)))).explain())
                .isEqualTo("db.articles.findOneAndUpdate({_id: 1}, {$pull: {tags_ids: {$nin: [3]}}})");
        assertThat(unlink(articles(1L)).explain())
                .isEqualTo("db.articles.findOneAndUpdate({_id: 1}, {$unset: {tags_ids: \"\"}})");
        assertThat(unlink(articles(1L)).single()).isTrue();
    }

    @Test
    void takesTargetsOutOfEveryArray() {
        LinkCommand unlink = unlink(tags(3L, 4L));

        assertThat(unlink.explain())
                .isEqualTo("db.articles.updateMany({tags_ids: 3}, {$pullAll: {tags_ids: [3]}});"
                        + " db.articles.updateMany({tags_ids: 4}, {$pullAll: {tags_ids: [4]}})");
        assertThat(unlink.single()).isFalse();
        assertThat(unlink(all(articles(1L, 2L), tags(3L))).explain())
                .isEqualTo("db.articles.updateMany({_id: {$in: [1, 2]}, tags_ids: 3}, {$pullAll: {tags_ids: [3]}})");
    }

    @Test
    void readsTheLinksFirstWhereTheirEndsDecide() {
        LinkCommand unlink = unlink(all(articles(1L, 2L), not(tags(3L))));

        assertThat(unlink.explain())
                .startsWith("db.articles.aggregate([{$match: {_id: {$in: [1, 2]}}}, {$unwind: \"$tags_ids\"},"
                        + " {$match: {$nor: [{tags_ids: 3}]}}, {$project: {tags_ids: 1}}])");
        assertThat(unlink.single()).isFalse();
        assertThat(unlink.shape()).doesNotContain("3");
    }

    @Test
    void setsTheArrayAsAWhole() {
        UpdateCommand set = RENDERER.set(new SetLinks("", LINKS, List.of(1L), List.of(3L, 4L)));

        assertThat(set.explain()).isEqualTo("db.articles.updateMany({_id: 1}, {$set: {tags_ids: [3, 4]}})");
        assertThat(set.single()).isTrue();
    }

    @Test
    void findsTheOwnersOfATargetByTheArray() {
        assertThat(rows(query(Article.class).where(ownedBy(Article.TAGS.inverse(), 3L))))
                .isEqualTo("db.articles.find({tags_ids: 3})");
    }

    @Test
    void looksUpTheTargetsOfAnOwner() {
        Query query = query(Tag.class).where(all(ownedBy(Article.TAGS, 1L), is(path(Tag.class, "name"), EQ, "sea")));
        assertThat(rows(query))
                .startsWith("db.articles.aggregate([{$match: {_id: 1}}, {$lookup: {from: \"tags\","
                        + " localField: \"tags_ids\", foreignField: \"_id\", as: \"_t\"}}, {$unwind: \"$_t\"},"
                        + " {$replaceRoot: {newRoot: \"$_t\"}}, {$match: {name: \"sea\"}}");
    }

    @Test
    void looksUpThoseOfManyOwnersAtOnce() {
        Select select = Select.rows("", query(Article.class));
        KeyBatch owners = new KeyBatch(association(Article.TAGS.inverse()), List.of(List.of(3L), List.of(4L)));
        assertThat(explain(select.forEach(owners)))
                .startsWith("db.tags.aggregate([{$match: {_id: {$in: [3, 4]}}}, {$lookup: {from: \"articles\","
                        + " localField: \"_id\", foreignField: \"tags_ids\", as: \"_t\"}}, {$unwind: \"$_t\"},"
                        + " {$replaceRoot: {newRoot: {$mergeObjects: [\"$_t\", {_k0: \"$_id\"}]}}}");
    }

    @Test
    void limitsThoseOfEachOwner() {
        Query longest =
                query(Tag.class).orderBy(List.of(asc(path(Tag.class, "name")))).limit(2);
        KeyBatch owners = new KeyBatch(association(Article.TAGS), List.of(List.of(1L), List.of(2L)));
        assertThat(explain(Select.rows("", longest).forEach(owners)))
                .startsWith("db.articles.aggregate([{$match: {_id: {$in: [1, 2]}}}, {$group: {_id: {_k0: \"$_id\"}}},"
                        + " {$lookup: {from: \"articles\", let: {k0: \"$_id._k0\"}, pipeline: [")
                .contains("{$lookup: {from: \"tags\", localField: \"tags_ids\", foreignField: \"_id\", as: \"_t\"}}")
                .contains("{$sort: {name: 1}}, {$limit: 2}]");
    }

    @Test
    void asksForRelatedRowsByTheArray() {
        Query titled = query(Article.class).where(is(path(Article.class, "id"), GT, 5L));
        assertThat(rows(query(Tag.class).where(exists(Article.TAGS.inverse(), titled))))
                .startsWith("db.tags.aggregate([{$lookup: {from: \"tags\", let: {k0: \"$_id\"}, pipeline:"
                        + " [{$match: {$expr: {$eq: [\"$_id\", \"$$k0\"]}}}, {$lookup: {from: \"articles\","
                        + " localField: \"_id\", foreignField: \"tags_ids\", as: \"_t\"}}, {$unwind: \"$_t\"},"
                        + " {$replaceRoot: {newRoot: \"$_t\"}}, {$match: {_id: {$gt: 5}}}, {$limit: 1}");
    }

    @Test
    void anIndexOnTheFieldServesBothSides() {
        assertThat(Indexes.of(MODEL).of("articles"))
                .containsExactly(
                        new IndexSpec("articles", "articles_tags_ids_idx", List.of("tags_ids"), false, List.of()));
        assertThat(Indexes.of(MODEL).all()).doesNotContainKey("articles.tags_ids");
    }
}
