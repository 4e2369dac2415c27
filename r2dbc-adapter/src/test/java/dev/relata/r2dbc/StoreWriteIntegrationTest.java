package dev.relata.r2dbc;

import static dev.relata.model.Operator.EQ;
import static dev.relata.model.Operator.GT;
import static dev.relata.model.Operator.IN;
import static dev.relata.r2dbc.Library.asc;
import static dev.relata.r2dbc.Library.attribute;
import static dev.relata.r2dbc.Library.attributes;
import static dev.relata.r2dbc.Library.desc;
import static dev.relata.r2dbc.Library.is;
import static dev.relata.r2dbc.Library.path;
import static dev.relata.r2dbc.Library.query;
import static dev.relata.r2dbc.Library.type;
import static dev.relata.r2dbc.LibraryStore.all;
import static dev.relata.r2dbc.LibraryStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.StoreException;
import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.Library.Author;
import dev.relata.r2dbc.Library.Book;
import dev.relata.r2dbc.Library.Line;
import dev.relata.r2dbc.Library.Mood;
import dev.relata.r2dbc.Library.Tag;
import dev.relata.spi.Conflict;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes through the store's contract, against a real server; each is one statement. */
class StoreWriteIntegrationTest {

    private static final List<Attribute> NAME = attributes(Tag.class, "name");
    private static final List<Attribute> TAG = attributes(Tag.class, "id", "name");
    private static final List<Attribute> TAG_ID = attributes(Tag.class, "id");

    private LibraryStore library;

    @BeforeEach
    void open() {
        library = LibraryStore.filled();
        library.statements();
    }

    @AfterEach
    void close() {
        library.close();
    }

    @Test
    void insertsOneRowAndAnswersWhatIsStored() {
        List<Attribute> columns = attributes(Book.class, "authorId", "title", "mood", "keywords");
        Insert insert = insert(
                Book.class, columns, Conflict.error(), attributes(Book.class, "id", "pages", "mood"), new Object[] {
                    1L, "New", Mood.CALM, new String[] {"a\"b", null, "{c}"}
                });
        assertThat(all(library.session().insert(insert))).containsExactly(List.of(100L, 7, Mood.CALM));
        assertThat((String[]) read(Book.class, "keywords", is(path(Book.class, "id"), EQ, 100L))
                        .get(0))
                .containsExactly("a\"b", null, "{c}");
        assertThat(library.statements()).hasSize(2);
    }

    @Test
    void insertsManyRowsInTheirOrderInOneStatement() {
        List<Attribute> columns = attributes(Book.class, "authorId", "title", "mood", "keywords");
        Object[][] rows = IntStream.range(0, 1000)
                .mapToObj(i -> new Object[] {
                    2L, "T" + i, i % 3 == 0 ? null : Mood.WILD, i % 2 == 0 ? null : new String[] {"k" + i, null}
                })
                .toArray(Object[][]::new);
        List<List<Object>> stored = all(library.session()
                .insert(insert(Book.class, columns, Conflict.error(), attributes(Book.class, "id", "title"), rows)));
        assertThat(stored).hasSize(1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(stored.get(i)).containsExactly(100L + i, "T" + i);
        }
        assertThat(library.statements()).hasSize(1);
        assertThat(read(Book.class, "mood", is(path(Book.class, "id"), IN, 100L, 101L)))
                .containsExactly(null, Mood.WILD);
        assertThat((String[]) read(Book.class, "keywords", is(path(Book.class, "id"), EQ, 101L))
                        .get(0))
                .containsExactly("k1", null);
    }

    @Test
    void insertsRowsOfDefaultsAndAnswersEmptyRows() {
        Insert one = insert(Tag.class, List.of(), Conflict.error(), TAG, new Object[0]);
        assertThat(all(library.session().insert(one))).containsExactly(List.of(100L, "new"));
        Insert two = insert(Tag.class, List.of(), Conflict.error(), List.of(), new Object[0], new Object[0]);
        assertThat(all(library.session().insert(two))).containsExactly(List.of(), List.of());
        assertThat(tags()).contains("new", "new", "new");
    }

    @Test
    void failsAsAWholeWhereARowIsThere() {
        Insert insert =
                insert(Tag.class, TAG, Conflict.error(), TAG, new Object[] {50L, "fifty"}, new Object[] {1L, "one"});
        assertThatThrownBy(() -> all(library.session().insert(insert)))
                .isInstanceOf(ConstraintViolationException.class);
        assertThat(tags()).containsExactly("sea", "sky", "unused");
    }

    @Test
    void leavesRowsThatAreThereAndDoesNotAnswerThem() {
        for (Conflict ignore : List.of(Conflict.ignore(TAG_ID), Conflict.ignore(List.of()))) {
            long fresh = ignore.key().isEmpty() ? 50 : 51;
            Insert insert = insert(
                    Tag.class, TAG, ignore, TAG, new Object[] {1L, "one"}, new Object[] {fresh, "a"}, new Object[] {
                        fresh, "b"
                    });
            assertThat(all(library.session().insert(insert))).containsExactly(List.of(1, fresh, "a"));
        }
    }

    @Test
    void overwritesRowsThatAreThereTheLastOfAKey() {
        Conflict overwrite = Conflict.update(TAG_ID, NAME);
        Insert insert = insert(
                Tag.class, TAG, overwrite, TAG, new Object[] {1L, "x"}, new Object[] {60L, "new"}, new Object[] {1L, "y"
                });
        assertThat(all(library.session().insert(insert)))
                .containsExactlyInAnyOrder(List.of(1, 60L, "new"), List.of(2, 1L, "y"));
        Insert same = insert(Tag.class, TAG, Conflict.update(TAG_ID, List.of()), TAG, new Object[] {1L, "z"});
        assertThat(all(library.session().insert(same))).containsExactly(List.of(1L, "y"));
    }

    @Test
    void refusesAnInsertFromWhichATriggerTookRows() {
        library.database()
                .execute(
                        "CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS"
                                + " $$ BEGIN IF NEW.name = 'skipped' THEN RETURN NULL; END IF; RETURN NEW; END $$",
                        "CREATE TRIGGER skip BEFORE INSERT ON tags FOR EACH ROW EXECUTE FUNCTION skip()");
        Insert insert =
                insert(Tag.class, NAME, Conflict.error(), TAG_ID, new Object[] {"skipped"}, new Object[] {"kept"});
        assertThatThrownBy(() -> all(library.session().insert(insert)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("2 rows")
                .hasMessageContaining("trigger");
    }

    @Test
    void updatesTheRowsOfAQueryAndCountsThem() {
        Query longBooks = query(Book.class).where(is(path(Book.class, "pages"), GT, 500));
        assertThat(await(library.session().update(update(longBooks, Book.class, "mood", null))))
                .isEqualTo(2);
        assertThat(read(Book.class, "mood", Predicate.TRUE)).containsExactly(null, null, null, Mood.CALM);
        assertThat(library.statements()).hasSize(2);
    }

    @Test
    void updatesOnlyWhatALimitLeaves() {
        Query longest = query(Book.class)
                .orderBy(List.of(desc(path(Book.class, "pages"))))
                .limit(1);
        assertThat(await(library.session().update(update(longest, Book.class, "title", "Longest"))))
                .isEqualTo(1);
        assertThat(read(Book.class, "title", Predicate.TRUE))
                .contains("Longest")
                .contains("20,000 Leagues");
        Query ink =
                query(Line.class).orderBy(List.of(asc(path(Line.class, "article")), asc(path(Line.class, "tenantId"))));
        assertThat(await(library.session().update(update(ink.offset(1).limit(2), Line.class, "article", "INK"))))
                .isEqualTo(2);
        assertThat(library.database().value("SELECT count(*) FROM lines WHERE article = 'INK'", Long.class))
                .isEqualTo(2);
    }

    @Test
    void updatesAndDeletesByTheAttributesOfReferences() {
        Path author = path(Book.AUTHOR, Author.class, "name");
        Query byWoolf = query(Book.class).where(is(author, EQ, "Woolf"));
        assertThat(await(library.session().update(update(byWoolf, Book.class, "title", "Hers"))))
                .isEqualTo(1);
        library.database().execute("DELETE FROM loans", "DELETE FROM books_tags");
        assertThat(await(library.session().delete(new Delete("", byWoolf)))).isEqualTo(1);
        assertThat(read(Book.class, "id", Predicate.TRUE)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void updatesEachRowToValuesOfItsOwnInOneStatement() {
        List<Attribute> key = attributes(Line.class, "tenantId", "orderId", "number");
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {1L, 1L, 1, "a"});
        rows.add(new Object[] {2L, 1L, 1, "b"});
        rows.add(new Object[] {9L, 9L, 9, "gone"});
        UpdateRows update = new UpdateRows("", type(Line.class), key, attributes(Line.class, "article"), rows);
        assertThat(await(library.session().update(update))).isEqualTo(2);
        assertThat(library.statements()).hasSize(1);
        UpdateRows one = new UpdateRows(
                "", type(Line.class), key, attributes(Line.class, "article"), List.<Object[]>of(rows.get(2)));
        assertThat(await(library.session().update(one))).isEqualTo(0);
        assertThat(library.database().query("SELECT article FROM lines ORDER BY 1", row -> row.get(0, String.class)))
                .containsExactly("a", "b", "ink", "pen");
    }

    @Test
    void updatesRowsToNullsAndToValuesThatTravelAsText() {
        UpdateRows update = new UpdateRows(
                "",
                type(Book.class),
                attributes(Book.class, "id"),
                attributes(Book.class, "mood", "keywords", "editorId"),
                List.of(new Object[] {1L, null, new String[] {"x", "y"}, 3L}, new Object[] {3L, Mood.CALM, null, null
                }));
        assertThat(await(library.session().update(update))).isEqualTo(2);
        assertThat(read(Book.class, "mood", Predicate.TRUE)).containsExactly(null, Mood.WILD, Mood.CALM, Mood.CALM);
        assertThat(read(Book.class, "editorId", Predicate.TRUE)).containsExactly(3L, null, null, 1L);
        assertThat((String[]) read(Book.class, "keywords", Predicate.TRUE).get(0))
                .containsExactly("x", "y");
    }

    @Test
    void deletesTheRowsOfAQueryAndCountsThem() {
        Query unused = query(Tag.class).where(is(path(Tag.class, "name"), EQ, "unused"));
        assertThat(await(library.session().delete(new Delete("", unused)))).isEqualTo(1);
        assertThat(await(library.session().delete(new Delete("", unused)))).isEqualTo(0);
        assertThat(await(library.session()
                        .delete(new Delete(
                                "",
                                query(Line.class)
                                        .orderBy(List.of(asc(path(Line.class, "article"))))
                                        .limit(2)))))
                .isEqualTo(2);
        assertThat(library.database().value("SELECT count(*) FROM lines", Long.class))
                .isEqualTo(2);
    }

    private static Update update(Query query, Class<?> record, String name, Object value) {
        return new Update("", query, List.of(Update.Change.of(attribute(record, name), value)));
    }

    private static Insert insert(
            Class<?> record, List<Attribute> columns, Conflict conflict, List<Attribute> returning, Object[]... rows) {
        return new Insert("label", type(record), columns, List.of(rows), conflict, returning);
    }

    private List<Object> tags() {
        return read(Tag.class, "name", Predicate.TRUE);
    }

    private List<Object> read(Class<?> record, String name, Predicate predicate) {
        Query query = query(record).where(predicate).orderBy(List.of(asc(path(record, "id"))));
        return new ArrayList<>(library.select(Select.of("", query, List.of(path(record, name)))).stream()
                .map(row -> row.get(0))
                .toList());
    }
}
