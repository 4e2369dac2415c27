package dev.relata.mongo.internal.query;

import static dev.relata.model.Operator.EQ;
import static dev.relata.model.Operator.GT;
import static dev.relata.mongo.Library.any;
import static dev.relata.mongo.Library.asc;
import static dev.relata.mongo.Library.attributes;
import static dev.relata.mongo.Library.exists;
import static dev.relata.mongo.Library.is;
import static dev.relata.mongo.Library.not;
import static dev.relata.mongo.Library.ownedBy;
import static dev.relata.mongo.Library.path;
import static dev.relata.mongo.Library.query;
import static dev.relata.mongo.internal.query.Translations.filter;
import static dev.relata.mongo.internal.query.Translations.stages;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.mongo.Library.Author;
import dev.relata.mongo.Library.Book;
import dev.relata.mongo.Library.Line;
import dev.relata.mongo.Library.Order;
import dev.relata.mongo.Library.Reader;
import dev.relata.mongo.Library.Tag;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conditions on keys and on related rows. */
class RelatedTest {

    private static final Query LONG_BOOKS = query(Book.class).where(is(path(Book.class, "pages"), GT, 600));

    @Test
    void comparesTheForeignKeyWithTheOwners() {
        assertThat(filter(Book.class, ownedBy(Author.BOOKS, 1L))).isEqualTo("{author_id: 1}");
        assertThat(filter(Line.class, ownedBy(Order.LINES, 1L, 2L))).isEqualTo("{tenant_id: 1, order_id: 2}");
    }

    @Test
    void beginsWithTheLinksOfAnOwner() {
        assertThat(stages(Tag.class, query(Tag.class).where(ownedBy(Book.TAGS, 1L))))
                .isEqualTo("db.books_tags.aggregate([{$match: {book_id: 1}},"
                        + " {$lookup: {from: \"tags\", localField: \"tag_id\", foreignField: \"_id\", as: \"_t\"}},"
                        + " {$unwind: \"$_t\"}, {$replaceRoot: {newRoot: \"$_t\"}}");
    }

    @Test
    void takesATargetThatIsLinkedTwiceOnce() {
        assertThat(stages(Book.class, query(Book.class).where(ownedBy(Reader.LOANS, 1L))))
                .isEqualTo("db.loans.aggregate([{$match: {reader_id: 1}}, {$group: {_id: {t0: \"$book_id\"}}},"
                        + " {$lookup: {from: \"books\", localField: \"_id.t0\", foreignField: \"_id\", as: \"_t\"}},"
                        + " {$unwind: \"$_t\"}, {$replaceRoot: {newRoot: \"$_t\"}}");
    }

    @Test
    void comparesWithManyKeys() {
        assertThat(filter(Author.class, keyIn(Author.class, List.of(List.of(1L), List.of(2L)), "id")))
                .isEqualTo("{_id: {$in: [1, 2]}}");
        assertThat(filter(
                        Line.class,
                        keyIn(Line.class, List.of(List.of(1L, "a"), List.of(2L, "b")), "tenantId", "article")))
                .isEqualTo("{$or: [{tenant_id: 1, article: \"a\"}, {tenant_id: 2, article: \"b\"}]}");
        assertThat(filter(Author.class, keyIn(Author.class, List.of(), "id"))).isEqualTo("{_id: {$in: []}}");
    }

    @Test
    void asksWhetherARelatedRowExists() {
        assertThat(stages(Author.class, query(Author.class).where(exists(Author.BOOKS, LONG_BOOKS))))
                .isEqualTo("db.authors.aggregate([{$lookup: {from: \"books\", let: {k0: \"$_id\"}, pipeline:"
                        + " [{$match: {$expr: {$eq: [\"$author_id\", \"$$k0\"]}}}, {$match: {pages: {$gt: 600}}},"
                        + " {$limit: 1}, {$project: {_id: 1}}], as: \"_e0\"}}, {$match: {_e0: {$ne: []}}}");
    }

    @Test
    void neverTakesTwoNullsForEqualKeys() {
        assertThat(stages(Author.class, query(Author.class).where(exists(Book.EDITOR.inverse(), query(Book.class)))))
                .contains("{$match: {editor_id: {$ne: null}, $expr: {$eq: [\"$editor_id\", \"$$k0\"]}}}");
    }

    @Test
    void asksThroughTheLinks() {
        Query sea = query(Tag.class).where(is(path(Tag.class, "name"), EQ, "sea"));
        assertThat(stages(Book.class, query(Book.class).where(not(exists(Book.TAGS, sea)))))
                .isEqualTo("db.books.aggregate([{$lookup: {from: \"books_tags\", let: {k0: \"$_id\"}, pipeline:"
                        + " [{$match: {$expr: {$eq: [\"$book_id\", \"$$k0\"]}}},"
                        + " {$lookup: {from: \"tags\", localField: \"tag_id\", foreignField: \"_id\", as: \"_t\"}},"
                        + " {$unwind: \"$_t\"}, {$replaceRoot: {newRoot: \"$_t\"}}, {$match: {name: \"sea\"}},"
                        + " {$limit: 1}, {$project: {_id: 1}}], as: \"_e0\"}}, {$match: {$nor: [{_e0: {$ne: []}}]}}");
    }

    @Test
    void countsALimitForEachRow() {
        Query longest = query(Book.class)
                .orderBy(List.of(asc(path(Book.class, "title"))))
                .limit(2);
        assertThat(stages(
                        Author.class,
                        query(Author.class)
                                .where(exists(Author.BOOKS, longest.where(is(path(Book.class, "pages"), GT, 600))))))
                .contains("pipeline: [{$match: {$expr: {$eq: [\"$author_id\", \"$$k0\"]}}}, {$sort: {title: 1}},"
                        + " {$limit: 2}, {$match: {pages: {$gt: 600}}}, ");
    }

    @Test
    void looksUpOnlyForRowsThatTheDocumentLetsThrough() {
        Query query = query(Author.class)
                .where(any(exists(Author.BOOKS, LONG_BOOKS)))
                .where(is(path(Author.class, "name"), EQ, "Ann"));
        assertThat(stages(Author.class, query)).startsWith("db.authors.aggregate([{$match: {name: \"Ann\"}}, {$lookup");
    }

    @Test
    void looksUpEachStepOnceWhereverItIsNamed() {
        var name = path(Book.AUTHOR, Author.class, "name");
        Query query = query(Book.class).where(is(name, EQ, "Verne")).orderBy(List.of(asc(name)));
        assertThat(stages(Book.class, query))
                .isEqualTo("db.books.aggregate([{$lookup: {from: \"authors\", localField: \"author_id\","
                        + " foreignField: \"_id\", as: \"_r0\"}}, {$addFields: {_r0: {$arrayElemAt: [\"$_r0\", 0]}}},"
                        + " {$match: {\"_r0.name\": \"Verne\"}},"
                        + " {$addFields: {_n1: {$cond: [{$gt: [\"$_r0.name\", null]}, 0, 1]}}},"
                        + " {$sort: {_n1: 1, \"_r0.name\": 1}}");
    }

    @Test
    void looksUpACompositeKeyByAllOfIt() {
        assertThat(stages(Line.class, query(Line.class).where(is(path(Line.ORDER, Order.class, "note"), EQ, "x"))))
                .contains("{$lookup: {from: \"orders\", let: {k0: {$ifNull: [\"$tenant_id\", null]},"
                        + " k1: {$ifNull: [\"$order_id\", null]}}, pipeline: [{$match:"
                        + " {$expr: {$and: [{$eq: [\"$tenant_id\", \"$$k0\"]}, {$eq: [\"$id\", \"$$k1\"]}]}}}],"
                        + " as: \"_r0\"}}");
    }

    private static Predicate keyIn(Class<?> record, List<List<Object>> keys, String... names) {
        return new Predicate.KeyIn(attributes(record, names), keys);
    }
}
