package dev.relata.mongo.internal.query;

import static dev.relata.mongo.Library.attribute;
import static dev.relata.mongo.Library.is;
import static dev.relata.mongo.Library.path;
import static dev.relata.mongo.Library.query;
import static dev.relata.mongo.internal.query.Translations.RENDERER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.RefusedException;
import dev.relata.model.Arithmetic;
import dev.relata.model.Operator;
import dev.relata.mongo.Library.Book;
import dev.relata.mongo.internal.command.UpdateCommand;
import dev.relata.spi.Calculation;
import dev.relata.spi.Predicate;
import dev.relata.spi.RowValue;
import dev.relata.spi.Select;
import dev.relata.spi.Update;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowValueTest {

    private static final RowValue PAGES = stored("pages");
    private static final RowValue EDITOR = stored("editorId");
    private static final RowValue ONE = new RowValue.Constant(attribute(Book.class, "pages"), 1);

    @Test
    void aNumberIsCalculatedAndMustFit() {
        UpdateCommand update = update("pages", new Calculation(PAGES, Arithmetic.MINUS, ONE));
        assertThat(update.explain())
                .isEqualTo("db.books.updateMany({},"
                        + " [{$set: {pages: {$toInt: {$subtract: [\"$pages\", {$literal: 1}]}}}}])");
        assertThat(update.shape())
                .isEqualTo("db.books.updateMany({},"
                        + " [{$set: {pages: {$toInt: {$subtract: [\"$pages\", {$literal: ?}]}}}}])");
    }

    @Test
    void aNullIsAFieldThatIsRemovedOrAnError() {
        assertThat(update("editorId", EDITOR).explain())
                .endsWith("[{$set: {editor_id: {$ifNull: [\"$editor_id\", \"$$REMOVE\"]}}}])");
        assertThat(update("editorId", stored("authorId")).explain()).endsWith("[{$set: {editor_id: \"$author_id\"}}])");
        assertThat(update("authorId", EDITOR).explain())
                .contains("{$ifNull: [\"$editor_id\", {$toInt: {$concat: [\"Book.authorId is null in \"");
        assertThat(update("editorId", new RowValue.Constant(attribute(Book.class, "editorId"), null))
                        .explain())
                .isEqualTo("db.books.updateMany({}, {$unset: {editor_id: \"\"}})");
    }

    @Test
    void twoFieldsAreComparedByAnExpressionThatKnowsNulls() {
        assertThat(where(new Predicate.Compared(PAGES, Operator.GT, EDITOR)))
                .isEqualTo("{$expr: {$and: [{$gt: [\"$pages\", null]}, {$gt: [\"$editor_id\", null]},"
                        + " {$gt: [\"$pages\", \"$editor_id\"]}]}}");
    }

    @Test
    void elementsAreThoseOfTheField() {
        assertThat(where(is(path(Book.class, "keywords"), Operator.CONTAINS_ALL, "a")))
                .isEqualTo("{keywords: {$all: [\"a\"]}}");
        assertThat(where(is(path(Book.class, "keywords"), Operator.OVERLAPS, "a")))
                .isEqualTo("{keywords: {$in: [\"a\"]}}");
    }

    @Test
    void aPathNeedsADocument() {
        assertThatThrownBy(() -> where(is(path(Book.class, "title"), Operator.JSON_EQUALS, List.of("a"), "b")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Book.title is not stored as a document");
    }

    private static RowValue stored(String name) {
        return path(Book.class, name);
    }

    private static UpdateCommand update(String name, RowValue to) {
        return RENDERER.update(new Update(
                "", query(Book.class), List.of(new Update.Change(attribute(Book.class, name), to))));
    }

    private static String where(Predicate predicate) {
        String text = RENDERER.select(
                        Select.of("", query(Book.class).where(predicate), List.of(path(Book.class, "title"))))
                .explain();
        return text.substring(text.indexOf("find(") + 5, text.indexOf(", {title"));
    }
}
