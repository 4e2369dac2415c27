package dev.relata.mongo.internal.query;

import static dev.relata.mongo.Library.asc;
import static dev.relata.mongo.Library.association;
import static dev.relata.mongo.Library.desc;
import static dev.relata.mongo.Library.path;
import static dev.relata.mongo.Library.query;
import static dev.relata.mongo.internal.query.Translations.explain;
import static dev.relata.mongo.internal.query.Translations.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.model.Aggregation.Function;
import dev.relata.model.Relationship;
import dev.relata.mongo.Library.Author;
import dev.relata.mongo.Library.Book;
import dev.relata.mongo.Library.Tag;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Expression;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectTest {

    private static final Path ID = path(Book.class, "id");
    private static final Path TITLE = path(Book.class, "title");
    private static final Path PAGES = path(Book.class, "pages");
    private static final Path PRICE = path(Book.class, "price");
    private static final Path AUTHOR_ID = path(Book.class, "authorId");
    private static final Query BOOKS = query(Book.class);

    @Test
    void readsOneCollectionByAFind() {
        assertThat(rows(BOOKS)).isEqualTo("db.books.find({})");
        assertThat(rows(BOOKS.orderBy(List.of(asc(TITLE), desc(ID))).offset(5).limit(3)))
                .isEqualTo("db.books.find({}).sort({title: 1, _id: -1}).skip(5).limit(3)");
        assertThat(explain(Select.of("", BOOKS, List.of(ID, TITLE))))
                .isEqualTo("db.books.find({}, {_id: 1, title: 1})");
        assertThat(explain(Select.of("", BOOKS, List.of(TITLE)))).isEqualTo("db.books.find({}, {title: 1, _id: 0})");
    }

    @Test
    void readsNothingUnderALimitOfNone() {
        assertThat(rows(BOOKS.limit(0))).isEqualTo("db.books.find({_id: {$in: []}})");
    }

    @Test
    void placesNullsOnlyWhereMongoWouldPutThemElsewhere() {
        assertThat(rows(BOOKS.orderBy(List.of(asc(PRICE))).limit(1)))
                .startsWith("db.books.aggregate([{$addFields: {_n0: {$cond: [{$gt: [\"$price\", null]}, 0, 1]}}},"
                        + " {$sort: {_n0: 1, price: 1}}, {$limit: 1}, {$project: {_id: 1, author_id: 1,");
        assertThat(rows(BOOKS.orderBy(List.of(desc(PRICE)))))
                .contains(
                        "{$addFields: {_n0: {$cond: [{$gt: [\"$price\", null]}, 1, 0]}}}, {$sort: {_n0: 1, price: -1}}");
    }

    @Test
    void filtersWhatABoundLeaves() {
        Query query = BOOKS.orderBy(List.of(asc(ID))).limit(2).orderBy(List.of(asc(TITLE)));
        assertThat(rows(query))
                .startsWith("db.books.aggregate([{$sort: {_id: 1}}, {$limit: 2}, {$sort: {title: 1}}, {$project");
    }

    @Test
    void aggregatesInOneGroup() {
        assertThat(explain(Select.of("", BOOKS, List.of(Aggregate.countRows()))))
                .isEqualTo("db.books.aggregate([{$group: {_id: null, c0: {$sum: 1}}},"
                        + " {$project: {_id: 0, c0: \"$c0\"}}])");
        assertThat(explain(Select.of("", BOOKS, List.of(of(Function.SUM, PAGES)))))
                .isEqualTo("db.books.aggregate([{$group: {_id: null, c0: {$sum: \"$pages\"},"
                        + " n_c0: {$sum: {$cond: [{$gt: [\"$pages\", null]}, 1, 0]}}}},"
                        + " {$project: {_id: 0, c0: {$cond: [{$gt: [\"$n_c0\", 0]}, \"$c0\", null]}}}])");
        assertThat(explain(Select.of("", BOOKS, List.of(of(Function.MIN, PRICE), of(Function.AVG, PAGES)))))
                .contains("c0: {$min: \"$price\"}, c1: {$avg: \"$pages\"}");
    }

    @Test
    void sumsLargeNumbersAsDecimals() {
        assertThat(explain(Select.of("", BOOKS, List.of(of(Function.SUM, AUTHOR_ID)))))
                .contains("{$sum: {$multiply: [\"$author_id\", NumberDecimal(\"1\")]}}");
    }

    @Test
    void countsEqualValuesOnce() {
        assertThat(explain(Select.of("", BOOKS, List.of(new Aggregate(Function.COUNT, TITLE, true)))))
                .isEqualTo("db.books.aggregate([{$group: {_id: null, c0: {$addToSet: \"$title\"}}},"
                        + " {$project: {_id: 0, c0: {$size: {$setDifference: [\"$c0\", [null]]}}}}])");
    }

    @Test
    void groupsInTheOrderOfTheGroups() {
        Select select = new Select(
                "",
                BOOKS.orderBy(List.of(asc(AUTHOR_ID))),
                List.of(AUTHOR_ID, Aggregate.countRows()),
                List.of(AUTHOR_ID),
                false,
                null);
        assertThat(explain(select))
                .isEqualTo("db.books.aggregate([{$group: {_id: {g0: \"$author_id\"}, c1: {$sum: 1}}},"
                        + " {$sort: {\"_id.g0\": 1}}, {$project: {_id: 0, c0: \"$_id.g0\", c1: \"$c1\"}}])");
    }

    @Test
    void answersEqualRowsOnce() {
        Select select = new Select("", BOOKS.orderBy(List.of(asc(PAGES))), List.of(PAGES), List.of(), true, null);
        assertThat(explain(select))
                .isEqualTo("db.books.aggregate([{$group: {_id: {c0: \"$pages\"}}},"
                        + " {$project: {_id: 0, c0: \"$_id.c0\"}}, {$sort: {c0: 1}}])");
        assertThatThrownBy(() -> explain(
                        new Select("Book", BOOKS.orderBy(List.of(asc(TITLE))), List.of(PAGES), List.of(), true, null)))
                .hasMessageContaining("Book.title");
    }

    @Test
    void asksForManyOwnersAtOnce() {
        assertThat(explain(Select.rows("", BOOKS.orderBy(List.of(asc(TITLE)))).forEach(of(Author.BOOKS, 1L, 2L))))
                .isEqualTo("db.books.find({author_id: {$in: [1, 2]}}).sort({title: 1})");
    }

    @Test
    void asksForOneOwnerPlainly() {
        assertThat(explain(Select.rows("", BOOKS.limit(2)).forEach(of(Author.BOOKS, 1L))))
                .isEqualTo("db.books.find({author_id: 1}).limit(2)");
    }

    @Test
    void keepsTheOwnerWithWhatIsFoundThroughLinks() {
        assertThat(explain(Select.of("", query(Tag.class), List.of(path(Tag.class, "name")))
                        .forEach(of(Book.TAGS, 1L, 2L))))
                .isEqualTo("db.books_tags.aggregate([{$match: {book_id: {$in: [1, 2]}}},"
                        + " {$lookup: {from: \"tags\", localField: \"tag_id\", foreignField: \"_id\", as: \"_t\"}},"
                        + " {$unwind: \"$_t\"},"
                        + " {$replaceRoot: {newRoot: {$mergeObjects: [\"$_t\", {_k0: \"$book_id\"}]}}},"
                        + " {$project: {_k0: 1, name: 1, _id: 0}}])");
    }

    @Test
    void countsALimitForEachOwner() {
        Query longest = BOOKS.orderBy(List.of(desc(PAGES))).limit(2);
        assertThat(explain(Select.of("", longest, List.of(TITLE)).forEach(of(Author.BOOKS, 1L, 2L))))
                .isEqualTo("db.books.aggregate([{$match: {author_id: {$in: [1, 2]}}},"
                        + " {$group: {_id: {_k0: \"$author_id\"}}},"
                        + " {$lookup: {from: \"books\", let: {k0: \"$_id._k0\"}, pipeline:"
                        + " [{$match: {$expr: {$eq: [\"$author_id\", \"$$k0\"]}}}, {$sort: {pages: -1}}, {$limit: 2}],"
                        + " as: \"_t\"}}, {$unwind: \"$_t\"},"
                        + " {$replaceRoot: {newRoot: {$mergeObjects: [\"$_t\", {_k0: \"$_id._k0\"}]}}},"
                        + " {$project: {_k0: 1, title: 1, _id: 0}}])");
    }

    @Test
    void countsForEachOwner() {
        assertThat(explain(Select.of("", BOOKS, List.of(Aggregate.countRows())).forEach(of(Author.BOOKS, 1L, 2L))))
                .isEqualTo("db.books.aggregate([{$match: {author_id: {$in: [1, 2]}}},"
                        + " {$group: {_id: {k0: \"$author_id\"}, c0: {$sum: 1}}},"
                        + " {$project: {_id: 0, k0: \"$_id.k0\", c0: \"$c0\"}}])");
    }

    @Test
    void saysTheShapeWithoutTheValues() {
        Query query = BOOKS.where(dev.relata.mongo.Library.is(TITLE, dev.relata.model.Operator.EQ, "secret"));
        assertThat(Translations.RENDERER.select(Select.rows("", query)).shape())
                .isEqualTo("db.books.find[{$match: {title: ?}}]");
    }

    private static Expression of(Function function, Path path) {
        return new Aggregate(function, path, false);
    }

    private static KeyBatch of(Relationship<?, ?> relationship, Object... keys) {
        return new KeyBatch(
                association(relationship), List.of(keys).stream().map(List::of).toList());
    }
}
