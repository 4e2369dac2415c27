package dev.relata.r2dbc;

import static dev.relata.model.Operator.GT;
import static dev.relata.model.Operator.LT;
import static dev.relata.r2dbc.Library.asc;
import static dev.relata.r2dbc.Library.association;
import static dev.relata.r2dbc.Library.desc;
import static dev.relata.r2dbc.Library.is;
import static dev.relata.r2dbc.Library.path;
import static dev.relata.r2dbc.Library.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Aggregation.Function;
import dev.relata.model.Relationship;
import dev.relata.r2dbc.Library.Author;
import dev.relata.r2dbc.Library.Book;
import dev.relata.r2dbc.Library.Line;
import dev.relata.r2dbc.Library.Order;
import dev.relata.r2dbc.Library.Reader;
import dev.relata.r2dbc.Library.Tag;
import dev.relata.spi.Aggregate;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads for many owners at once, against a real server; each is one statement. */
class StoreBatchIntegrationTest {

    private static final Path ID = path(Book.class, "id");
    private static final Path PAGES = path(Book.class, "pages");
    private static final Query BOOKS = query(Book.class).orderBy(List.of(asc(ID)));

    private static LibraryStore library;

    @BeforeAll
    static void open() {
        library = LibraryStore.filled();
    }

    @AfterAll
    static void close() {
        library.close();
    }

    @Test
    void answersEachPositionDuplicatesIncluded() {
        assertThat(batch(
                        Author.BOOKS,
                        Select.of("", BOOKS, List.of(ID)),
                        List.of(2L),
                        List.of(9L),
                        List.of(1L),
                        List.of(2L)))
                .containsExactly(List.of(0, 4L), List.of(2, 1L), List.of(2, 2L), List.of(2, 3L), List.of(3, 4L));
    }

    @Test
    void findsTheTargetsOfReferences() {
        Select names = Select.of("", query(Author.class), List.of(path(Author.class, "name")));
        assertThat(batch(Book.AUTHOR, names, List.of(2L), List.of(1L), List.of(2L)))
                .containsExactly(List.of(0, "Woolf"), List.of(1, "Verne"), List.of(2, "Woolf"));
    }

    @Test
    void goesThroughJunctionsAndAnswersEachTargetOnce() {
        Path tag = path(Tag.class, "id");
        Query tags = query(Tag.class).orderBy(List.of(desc(tag)));
        assertThat(batch(Book.TAGS, Select.of("", tags, List.of(tag)), List.of(1L), List.of(3L), List.of(4L)))
                .containsExactly(List.of(0, 2L), List.of(0, 1L), List.of(2, 1L));
        assertThat(batch(Reader.LOANS, Select.of("", BOOKS, List.of(ID)), List.of(1L), List.of(2L)))
                .containsExactly(List.of(0, 1L), List.of(0, 4L), List.of(1, 1L));
        assertThat(batch(Reader.LOANS, Select.of("", BOOKS.limit(2), List.of(ID)), List.of(1L), List.of(2L)))
                .containsExactly(List.of(0, 1L), List.of(0, 4L), List.of(1, 1L));
    }

    @Test
    void matchesCompositeKeysAsAWhole() {
        Path article = path(Line.class, "article");
        Query lines = query(Line.class).orderBy(List.of(asc(article)));
        assertThat(batch(
                        Order.LINES,
                        Select.of("", lines, List.of(article)),
                        List.of(2L, 1L),
                        List.of(2L, 2L),
                        List.of(1L, 1L)))
                .containsExactly(List.of(0, "cat"), List.of(2, "ink"), List.of(2, "pen"));
    }

    @Test
    void countsALimitForEachOwnerAndFiltersAfterIt() {
        Query longest = query(Book.class).orderBy(List.of(desc(PAGES))).limit(2);
        Select select = Select.of("", longest, List.of(ID));
        assertThat(batch(Author.BOOKS, select, List.of(1L), List.of(2L), List.of(1L)))
                .containsExactly(List.of(0, 2L), List.of(0, 1L), List.of(1, 4L), List.of(2, 2L), List.of(2, 1L));
        Select filtered = Select.of("", longest.where(is(PAGES, LT, 650)).limit(1), List.of(ID));
        assertThat(batch(Author.BOOKS, filtered, List.of(1L), List.of(2L)))
                .containsExactly(List.of(0, 1L), List.of(1, 4L));
        Select second =
                Select.of("", query(Book.class).orderBy(List.of(asc(PAGES))).offset(1), List.of(ID));
        assertThat(batch(Author.BOOKS, second, List.of(1L), List.of(2L)))
                .containsExactly(List.of(0, 1L), List.of(0, 2L));
    }

    @Test
    void ordersByReferencesWithinEachOwner() {
        Path editor = path(Book.EDITOR, Author.class, "name");
        Query byEditor = query(Book.class).orderBy(List.of(desc(editor), asc(ID)));
        assertThat(batch(Author.BOOKS, Select.of("", byEditor, List.of(ID, editor)), List.of(1L)))
                .containsExactly(Arrays.asList(0, 2L, null), List.of(0, 1L, "Woolf"), List.of(0, 3L, "Verne"));
        assertThat(batch(Author.BOOKS, Select.of("", byEditor.limit(2), List.of(ID)), List.of(1L)))
                .containsExactly(List.of(0, 2L), List.of(0, 1L));
    }

    @Test
    void aggregatesForEveryOwner() {
        Query many = query(Book.class).where(is(PAGES, GT, 500));
        Select counts = Select.of("", many, List.of(Aggregate.countRows(), new Aggregate(Function.SUM, PAGES, false)));
        assertThat(batch(Author.BOOKS, counts, List.of(1L), List.of(2L), List.of(1L)))
                .containsExactly(List.of(0, 2L, 1300L), Arrays.asList(1, 0L, null), List.of(2, 2L, 1300L));
        Select tags = Select.of("", query(Tag.class), List.of(Aggregate.countRows()));
        assertThat(batch(Book.TAGS, tags, List.of(1L), List.of(3L))).containsExactly(List.of(0, 2L), List.of(1, 0L));
        Select loans = Select.of("", query(Book.class), List.of(Aggregate.countRows()));
        assertThat(batch(Reader.LOANS, loans, List.of(1L))).containsExactly(List.of(0, 2L));
        assertThat(batch(Author.BOOKS, counts, List.of(1L))).containsExactly(List.of(0, 2L, 1300L));
        assertThat(batch(Author.BOOKS, counts, List.of(2L))).containsExactly(Arrays.asList(0, 0L, null));
    }

    @Test
    void groupsAndAnswersEqualValuesOnceWithinEachOwner() {
        Path mood = path(Book.class, "mood");
        Query byMood = query(Book.class).orderBy(List.of(asc(mood)));
        Select groups = new Select("", byMood, List.of(mood, Aggregate.countRows()), List.of(mood), false, null);
        assertThat(batch(Author.BOOKS, groups, List.of(2L), List.of(1L)))
                .containsExactly(
                        List.of(0, Library.Mood.CALM, 1L),
                        List.of(1, Library.Mood.WILD, 2L),
                        Arrays.asList(1, null, 1L));
        Select distinct = new Select("", byMood, List.of(mood), List.of(), true, null);
        assertThat(batch(Author.BOOKS, distinct, List.of(1L), List.of(1L)))
                .containsExactly(
                        List.of(0, Library.Mood.WILD),
                        Arrays.asList(0, null),
                        List.of(1, Library.Mood.WILD),
                        Arrays.asList(1, null));
    }

    @Test
    void answersNothingForNoKeyOrNoRow() {
        assertThat(batch(Author.BOOKS, Select.of("", BOOKS, List.of(ID)))).isEmpty();
        Query none = BOOKS.where(Predicate.FALSE);
        assertThat(batch(Author.BOOKS, Select.of("", none, List.of(ID)), List.of(1L)))
                .isEmpty();
    }

    @Test
    void hasOneTextWhateverTheNumberOfKeysFromTwoOn() {
        Select select = Select.of("", BOOKS, List.of(ID));
        library.statements();
        batch(Author.BOOKS, select, List.of(1L), List.of(2L));
        answer(
                Author.BOOKS,
                select,
                LongStream.rangeClosed(1, 10_000)
                        .mapToObj(id -> List.<Object>of(id))
                        .toList());
        List<String> sent = library.statements();
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0)).isEqualTo(sent.get(1));
    }

    @SafeVarargs
    private static List<List<Object>> batch(
            Relationship<?, ?> relationship, Select select, List<? extends Object>... keys) {
        List<List<Object>> given = new ArrayList<>();
        for (List<? extends Object> key : keys) {
            given.add(List.copyOf(key));
        }
        return answer(relationship, select, given);
    }

    private static List<List<Object>> answer(Relationship<?, ?> relationship, Select select, List<List<Object>> keys) {
        List<List<Object>> rows =
                new ArrayList<>(library.select(select.forEach(new KeyBatch(association(relationship), keys))));
        // Rows of several owners may be mixed; those of one stay in their order.
        rows.sort(Comparator.comparingInt(row -> (Integer) row.get(0)));
        return rows;
    }
}
