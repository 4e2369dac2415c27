package dev.relata.mongo.internal.query;

import static dev.relata.model.Operator.EQ;
import static dev.relata.model.Operator.GT;
import static dev.relata.mongo.Library.asc;
import static dev.relata.mongo.Library.attribute;
import static dev.relata.mongo.Library.attributes;
import static dev.relata.mongo.Library.exists;
import static dev.relata.mongo.Library.is;
import static dev.relata.mongo.Library.ownedBy;
import static dev.relata.mongo.Library.path;
import static dev.relata.mongo.Library.query;
import static dev.relata.mongo.Library.type;
import static dev.relata.mongo.internal.query.Translations.RENDERER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.mongo.Library.Author;
import dev.relata.mongo.Library.Book;
import dev.relata.mongo.Library.Line;
import dev.relata.mongo.Library.Tag;
import dev.relata.mongo.internal.command.DeleteCommand;
import dev.relata.mongo.internal.command.UpdateCommand;
import dev.relata.spi.Conflict;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.Query;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WriteTest {

    private static final Query BOOKS = query(Book.class);

    @Test
    void insertsDocumentsWithoutTheirNulls() {
        Insert insert = new Insert(
                "",
                type(Tag.class),
                type(Tag.class).attributes(),
                rows(new Object[] {1L, "sea"}),
                Conflict.error(),
                List.of());
        assertThat(RENDERER.insert(insert, insert.rows()).explain())
                .isEqualTo("db.tags.insertMany([{_id: 1, name: \"sea\"}])");
        assertThat(RENDERER.insert(insert, rows(new @Nullable Object[] {2L, null}))
                        .explain())
                .isEqualTo("db.tags.insertMany([{_id: 2}])");
    }

    @Test
    void leavesWhatIsThereAsItIs() {
        assertThat(RENDERER.insert(author(Conflict.ignore(attributes(Author.class, "email"))), ann())
                        .explain())
                .isEqualTo("db.authors.updateOne({email: \"a@b\"},"
                        + " {$setOnInsert: {_id: 1, name: \"Ann\"}}, {upsert: true})");
        assertThat(RENDERER.insert(author(Conflict.ignore(List.of())), ann()).explain())
                .isEqualTo("db.authors.insertMany([{_id: 1, name: \"Ann\", email: \"a@b\"}], {ordered: false})");
    }

    @Test
    void changesWhatIsThere() {
        Conflict byId = Conflict.update(attributes(Author.class, "id"), attributes(Author.class, "name"));
        assertThat(RENDERER.insert(author(byId), ann()).explain())
                .isEqualTo("db.authors.updateOne({_id: 1},"
                        + " {$set: {name: \"Ann\"}, $setOnInsert: {email: \"a@b\"}}, {upsert: true})");
    }

    @Test
    void updatesByAFilterWhereThatSaysIt() {
        UpdateCommand update = RENDERER.update(new Update(
                "",
                BOOKS.where(ownedBy(Author.BOOKS, 1L)),
                List.of(
                        Update.Change.of(attribute(Book.class, "pages"), 0),
                        Update.Change.of(attribute(Book.class, "editorId"), null))));
        assertThat(update.explain())
                .isEqualTo("db.books.updateMany({author_id: 1}, {$set: {pages: 0}, $unset: {editor_id: \"\"}})");
        assertThat(update.single()).isFalse();
    }

    @Test
    void knowsThatAnIdOrAUniqueKeyIsOneDocument() {
        assertThat(delete(BOOKS.where(is(path(Book.class, "id"), EQ, 1L)))
                        .target()
                        .single())
                .isTrue();
        assertThat(delete(query(Author.class).where(is(path(Author.class, "email"), EQ, "a@b")))
                        .target()
                        .single())
                .isTrue();
        assertThat(delete(BOOKS.where(is(path(Book.class, "id"), GT, 1L)))
                        .target()
                        .single())
                .isFalse();
        assertThat(delete(query(Line.class).where(is(path(Line.class, "tenantId"), EQ, 1L)))
                        .target()
                        .single())
                .isFalse();
    }

    @Test
    void readsTheIdsFirstWhereOtherRowsDecide() {
        assertThat(delete(BOOKS.where(exists(Book.AUTHOR, query(Author.class)))).explain())
                .startsWith("db.books.deleteMany({_id: {$in: db.books.aggregate([{$lookup: {from: \"authors\",")
                .endsWith("{$match: {_e0: {$ne: []}}}, {$project: {_id: 1}}]).map(d => d._id)}})");
        assertThat(delete(BOOKS.orderBy(List.of(asc(path(Book.class, "title")))).limit(2))
                        .explain())
                .isEqualTo("db.books.deleteMany({_id: {$in: db.books.aggregate([{$sort: {title: 1}}, {$limit: 2},"
                        + " {$project: {_id: 1}}]).map(d => d._id)}})");
    }

    @Test
    void updatesEachRowByItsKey() {
        UpdateRows update = new UpdateRows(
                "",
                type(Tag.class),
                attributes(Tag.class, "id"),
                attributes(Tag.class, "name"),
                rows(new Object[] {1L, "sea"}, new Object[] {2L, "sky"}));
        assertThat(RENDERER.update(update).explain())
                .isEqualTo("db.tags.updateMany({_id: 1}, {$set: {name: \"sea\"}});"
                        + " db.tags.updateMany({_id: 2}, {$set: {name: \"sky\"}})");
        assertThat(RENDERER.update(update).shape())
                .isEqualTo("db.tags.updateMany({_id: ?}, {$set: {name: ?}}) for each row");
    }

    private static DeleteCommand delete(Query query) {
        return RENDERER.delete(new Delete("", query));
    }

    private static Insert author(Conflict conflict) {
        return new Insert("", type(Author.class), type(Author.class).attributes(), ann(), conflict, List.of());
    }

    private static List<@Nullable Object[]> ann() {
        return rows(new Object[] {1L, "Ann", "a@b"});
    }

    private static List<@Nullable Object[]> rows(@Nullable Object[]... rows) {
        return List.of(rows);
    }
}
