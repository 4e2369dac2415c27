package dev.relata.r2dbc.internal.sql;

import static dev.relata.model.Operator.GT;
import static dev.relata.r2dbc.Library.association;
import static dev.relata.r2dbc.Library.is;
import static dev.relata.r2dbc.Library.path;
import static dev.relata.r2dbc.Library.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.r2dbc.Library.Author;
import dev.relata.r2dbc.Library.Book;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
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
