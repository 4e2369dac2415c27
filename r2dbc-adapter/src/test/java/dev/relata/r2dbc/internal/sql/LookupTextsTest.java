package dev.relata.r2dbc.internal.sql;

import static dev.relata.model.Operator.EQ;
import static dev.relata.model.Operator.GT;
import static dev.relata.model.Operator.IN;
import static dev.relata.model.Operator.NE;
import static dev.relata.r2dbc.Library.association;
import static dev.relata.r2dbc.Library.is;
import static dev.relata.r2dbc.Library.path;
import static dev.relata.r2dbc.Library.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.r2dbc.Library.Author;
import dev.relata.r2dbc.Library.Book;
import dev.relata.r2dbc.internal.sql.statement.AnswerForm;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is rendered again for other keys is what would be rendered anew. */
class LookupTextsTest {

    private static final Query BOOKS = query(Book.class);

    private final SqlRenderer renderer = new SqlRenderer();

    @Test
    void otherKeysHaveTheSameTextAndTheirOwnValuesAndPositions() {
        Select books = Select.rows("Author.BOOKS", BOOKS);
        assertSame(books, 1L, 2L);
        assertSame(books, 7L, 5L, 3L);
        Sql sql = renderer.select(forEach(books, 7L, 5L, 3L));
        assertThat(sql.positions()).isNotNull();
        Object[] row = new Object[sql.columns().size() + 1];
        row[0] = 3L;
        assertThat(sql.positions().placed(row)[0]).isEqualTo(2);
    }

    @Test
    void aLoneKeyIsNotOneOfMany() {
        Select books = Select.rows("Author.BOOKS", BOOKS);
        assertSame(books, 1L);
        assertSame(books, 1L, 2L);
        assertSame(books, 9L);
    }

    @Test
    void keysThatAreThereTwiceAreRenderedAnew() {
        Select books = Select.rows("Author.BOOKS", BOOKS);
        assertSame(books, 1L, 2L);
        assertSame(books, 4L, 4L);
        assertThat(renderer.select(forEach(books, 4L, 4L)).text()).contains("WITH ORDINALITY");
        assertSame(books, 4L, 5L);
    }

    @Test
    void requestsWithValuesOfTheirOwnAreRenderedEachTime() {
        Stream.of(600, 700)
                .map(pages -> Select.rows("Author.BOOKS", BOOKS.where(is(path(Book.class, "pages"), GT, pages))))
                .forEach(longBooks -> {
                    assertSame(longBooks, 1L, 2L);
                    assertSame(longBooks, 3L, 4L);
                });
    }

    @Test
    void aRequestOfTheSameShapeIsNotRenderedAgain() {
        assertThat(renderer.select(forEach(books(), 5L, 6L)).text())
                .isSameAs(renderer.select(forEach(books(), 7L, 8L, 9L)).text());
        assertThat(renderer.select(forEach(books(), 5L)).text())
                .isSameAs(renderer.select(forEach(books(), 6L)).text());
    }

    @Test
    void aReadOfOneOwnerIsNotRenderedAgain() {
        assertRenderedOnce(books().query(), key -> new Predicate.OwnedBy(association(Author.BOOKS), List.of(key)));
    }

    @Test
    void aReadUnderOneConditionIsNotRenderedAgain() {
        assertRenderedOnce(BOOKS, id -> is(path(Book.class, "id"), EQ, id));
        assertRenderedOnce(BOOKS, id -> is(path(Book.class, "id"), IN, id, id + 1));
    }

    @Test
    void conditionsThatDifferInMoreThanValuesHaveTextsOfTheirOwn() {
        List<Predicate> conditions = List.of(
                is(path(Book.class, "id"), EQ, 1L),
                is(path(Book.class, "id"), IN, 1L),
                is(path(Book.class, "id"), NE, 1L),
                is(path(Book.class, "authorId"), EQ, 1L),
                new Predicate.OwnedBy(association(Author.BOOKS), List.of(1L)),
                new Predicate.Comparison(path(Book.class, "title"), EQ, List.of("a"), false),
                new Predicate.Comparison(path(Book.class, "title"), EQ, List.of("a"), true));
        for (Predicate condition : conditions) {
            Select select = Select.rows("Book", BOOKS.where(condition));
            assertThat(renderer.select(select).text())
                    .isEqualTo(new SqlRenderer().select(select).text());
        }
    }

    @Test
    void noMoreTextsAreKeptThanTheBound() {
        LookupTexts texts = new LookupTexts();
        Sql sql = renderer.select(forEach(books(), 5L, 6L));
        for (int i = 0; i < LookupTexts.MOST + 10; i++) {
            Select other = forEach(Select.rows("Author.BOOKS" + i, BOOKS), 5L, 6L);
            texts.of(other, AnswerForm.COLUMNS, Integer.MAX_VALUE, () -> sql);
        }
        assertThat(texts.size()).isEqualTo(LookupTexts.MOST);
    }

    @Test
    void noValueIsKept() {
        Select select = Select.rows("Book", BOOKS.where(is(path(Book.class, "title"), EQ, "a secret")));
        LookupText text = LookupText.of(select, AnswerForm.COLUMNS);
        assertThat(text).isNotNull();
        assertThat(text.shape().toString()).doesNotContain("a secret");
        Sql kept = text.without(renderer.select(select));
        assertThat(String.valueOf(kept)).contains("SELECT").doesNotContain("a secret");
    }

    private void assertRenderedOnce(Query rows, Function<Long, Predicate> condition) {
        Sql first = renderer.select(Select.rows("Book", rows.where(condition.apply(1L))));
        Select select = Select.rows("Book", rows.where(condition.apply(7L)));
        Sql second = renderer.select(select);
        Sql anew = new SqlRenderer().select(select);
        assertThat(second.text()).isSameAs(first.text()).isEqualTo(anew.text());
        assertThat(values(second)).isEqualTo(values(anew)).isNotEqualTo(values(first));
    }

    /** A request whose parts are other objects each time. */
    private static Select books() {
        return Select.rows("Author.BOOKS", query(Book.class));
    }

    private void assertSame(Select select, Long... keys) {
        Sql known = renderer.select(forEach(select, keys));
        Sql anew = new SqlRenderer().select(forEach(select, keys));
        assertThat(known.text()).isEqualTo(anew.text());
        assertThat(values(known)).isEqualTo(values(anew));
        assertThat(known.first()).isEqualTo(anew.first());
        assertThat(known.positions() == null).isEqualTo(anew.positions() == null);
    }

    private static List<List<?>> values(Sql sql) {
        return sql.binds().stream()
                .<List<?>>map(bind -> List.copyOf(bind.values()))
                .toList();
    }

    private static Select forEach(Select select, Long... keys) {
        return select.forEach(new KeyBatch(
                association(Author.BOOKS),
                Stream.of(keys).<List<Object>>map(List::of).toList()));
    }
}
