package dev.relata.mongo.internal.query;

import static dev.relata.model.Operator.GT;
import static dev.relata.model.Relationships.hasManyThrough;
import static dev.relata.mongo.Library.any;
import static dev.relata.mongo.Library.attributes;
import static dev.relata.mongo.Library.exists;
import static dev.relata.mongo.Library.is;
import static dev.relata.mongo.Library.ownedBy;
import static dev.relata.mongo.Library.path;
import static dev.relata.mongo.Library.query;
import static dev.relata.mongo.Library.type;
import static dev.relata.mongo.internal.query.Translations.stages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.model.HasManyThrough;
import dev.relata.mongo.Library.Author;
import dev.relata.mongo.Library.Book;
import dev.relata.mongo.Library.Line;
import dev.relata.mongo.Library.Tag;
import dev.relata.spi.Predicate;
import dev.relata.spi.Predicate.Below;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that several relationships, one after another, lead to. */
class PathTest {

    private static final HasManyThrough<Author, Tag> TAGS = hasManyThrough(() -> Author.BOOKS, () -> Book.TAGS);

    private static Below below(Predicate filter, @Nullable Integer depth) {
        Association down = Association.of(
                type(Book.class), attributes(Book.class, "id"), type(Book.class), attributes(Book.class, "editorId"));
        return new Below(down, filter, List.of(7L), depth);
    }

    @Test
    void theRowsOnTheWayAreLookedUp() {
        assertThat(stages(Tag.class, query(Tag.class).where(ownedBy(TAGS, 1L))))
                .isEqualTo("db.books.aggregate([{$match: {author_id: 1}},"
                        + " {$lookup: {from: \"books_tags\", localField: \"_id\", foreignField: \"book_id\", as: \"_t\"}},"
                        + " {$unwind: \"$_t\"}, {$replaceRoot: {newRoot: \"$_t\"}},"
                        + " {$group: {_id: {t0: \"$tag_id\"}}},"
                        + " {$lookup: {from: \"tags\", localField: \"_id.t0\", foreignField: \"_id\", as: \"_t\"}},"
                        + " {$unwind: \"$_t\"}, {$replaceRoot: {newRoot: \"$_t\"}}");
        assertThat(stages(Author.class, query(Author.class).where(exists(TAGS, query(Tag.class)))))
                .startsWith("db.authors.aggregate([{$lookup: {from: \"books\", let: {k0: \"$_id\"}, pipeline:"
                        + " [{$match: {$expr: {$eq: [\"$author_id\", \"$$k0\"]}}}, {$lookup: {from: \"books_tags\"");
    }

    @Test
    void whatLiesBelowARowBeginsThere() {
        assertThat(stages(Book.class, query(Book.class).where(below(Predicate.TRUE, null))))
                .isEqualTo(
                        "db.books.aggregate([{$match: {_id: 7}}, {$graphLookup: {from: \"books\", startWith: \"$_id\","
                                + " connectFromField: \"_id\", connectToField: \"editor_id\", as: \"_t\"}},"
                                + " {$unwind: \"$_t\"}, {$replaceRoot: {newRoot: \"$_t\"}}, {$match: {$nor: [{_id: 7}]}}");
    }

    @Test
    void aDepthAndAFilterAreLookedAtOnTheWay() {
        Predicate pages = is(path(Book.class, "pages"), GT, 600);

        assertThat(stages(Book.class, query(Book.class).where(below(pages, 3))))
                .contains("as: \"_t\", maxDepth: 2, restrictSearchWithMatch: {pages: {$gt: 600}}}}");
    }

    @Test
    void asAPartOfAnotherConditionItIsLookedUp() {
        Predicate either = any(below(Predicate.TRUE, null), is(path(Book.class, "pages"), GT, 600));

        assertThat(stages(Book.class, query(Book.class).where(either)))
                .startsWith("db.books.aggregate([{$lookup: {from: \"books\", let: {k0: \"$_id\"}, pipeline:"
                        + " [{$match: {_id: 7}}, {$graphLookup: ")
                .contains("{$unwind: \"$_t\"}, {$match: {$expr: {$eq: [\"$_t._id\", \"$$k0\"]}}},"
                        + " {$replaceRoot: {newRoot: \"$_t\"}}, {$match: {$nor: [{_id: 7}]}}, {$limit: 1}")
                .endsWith("{$match: {$or: [{_e0: {$ne: []}}, {pages: {$gt: 600}}]}}");
    }

    @Test
    void whatItCannotFollowIsRefused() {
        List<Attribute> id = attributes(Line.class, "tenantId", "orderId", "number");
        Association lines = Association.of(type(Line.class), id, type(Line.class), id);
        Below composite = new Below(lines, Predicate.TRUE, List.of(1L, 2L, 3), null);
        Predicate tagged = exists(Book.TAGS, query(Tag.class));

        assertThatThrownBy(() -> stages(Book.class, query(Book.class).where(below(tagged, null))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("filter on related rows");
        assertThatThrownBy(() -> Translations.rows(query(Line.class).where(composite)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("MongoDB follows one field");
    }
}
