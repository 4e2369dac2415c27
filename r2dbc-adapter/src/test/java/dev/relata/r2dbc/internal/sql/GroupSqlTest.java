package dev.relata.r2dbc.internal.sql;

import static dev.relata.model.Operator.GTE;
import static dev.relata.model.Operator.IN;
import static dev.relata.r2dbc.Library.asc;
import static dev.relata.r2dbc.Library.association;
import static dev.relata.r2dbc.Library.is;
import static dev.relata.r2dbc.Library.path;
import static dev.relata.r2dbc.Library.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Aggregation.Function;
import dev.relata.model.Arithmetic;
import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.model.Operator;
import dev.relata.r2dbc.Library.Author;
import dev.relata.r2dbc.Library.Book;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Calculation;
import dev.relata.spi.GroupQuery;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.RelatedValue;
import dev.relata.spi.Select;
import dev.relata.spi.SortKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupSqlTest {

    private static final Path PAGES = path(Book.class, "pages");
    private static final Path PRICE = path(Book.class, "price");
    private static final Path AUTHOR_NAME = path(Book.AUTHOR, Author.class, "name");
    private static final Query BOOKS = query(Book.class);
    private static final Aggregate WORTH =
            new Aggregate(Function.SUM, new Calculation(PRICE, Arithmetic.TIMES, PAGES), false);
    private static final RelatedValue NUMBER =
            new RelatedValue(association(Author.BOOKS), BOOKS.where(is(PAGES, Operator.GT, 7)), Aggregate.countRows());
    private static final String COUNT =
            "(SELECT count(*) FROM \"books\" AS t1 WHERE t1.\"author_id\" = t0.\"id\" AND t1.\"pages\" > $1::integer)";

    private static String render(Select select) {
        return sql(select).text();
    }

    private static Sql sql(Select select) {
        return new SqlRenderer().select(select);
    }

    private static Ordering desc(Aggregate aggregate) {
        return new Ordering(aggregate, Direction.DESC, Nulls.FIRST);
    }

    @Test
    void restrictsOrdersAndLimitsGroups() {
        GroupQuery groups = new GroupQuery(
                List.of(new GroupQuery.Having(Aggregate.countRows(), GTE, List.of(2L))),
                List.of(desc(WORTH), asc(AUTHOR_NAME)),
                1,
                5L);
        String worth = "sum((t0.\"price\" * t0.\"pages\"::numeric))::numeric";
        assertThat(render(Select.groups("", BOOKS, List.of(AUTHOR_NAME), List.of(AUTHOR_NAME, WORTH), groups)))
                .isEqualTo("SELECT t1.\"name\", " + worth + " FROM \"books\" AS t0"
                        + " LEFT JOIN \"authors\" AS t1 ON t1.\"id\" = t0.\"author_id\" GROUP BY t1.\"name\""
                        + " HAVING count(*) >= $1::bigint"
                        + " ORDER BY coalesce(" + worth + ", 0) DESC NULLS FIRST, t1.\"name\" ASC NULLS LAST"
                        + " LIMIT $2::bigint OFFSET $3::bigint");
    }

    @Test
    void theTextDependsOnTheShapeAlone() {
        assertThat(having(1L, 2L)).isEqualTo(having(3L)).contains("HAVING count(*) = ANY ($1::bigint[])");
    }

    private static String having(Object... operands) {
        GroupQuery groups = new GroupQuery(
                List.of(new GroupQuery.Having(Aggregate.countRows(), IN, List.of(operands))), List.of(), 0, null);
        return render(Select.groups("", BOOKS, List.of(PAGES), List.of(PAGES), groups));
    }

    @Test
    void aNumberOfRelatedRowsIsOneSubqueryWhereverItIsNamed() {
        Query authors = query(Author.class)
                .where(new Predicate.RelatedComparison(NUMBER, GTE, List.of(5L)))
                .orderBy(List.of(new Ordering(NUMBER, Direction.DESC, Nulls.FIRST)));
        assertThat(render(Select.of("", authors, List.of(path(Author.class, "id"), new SortKey(NUMBER)))))
                .isEqualTo("SELECT t0.\"id\", " + COUNT + "::text FROM \"authors\" AS t0 WHERE " + COUNT
                        + " >= $2::bigint ORDER BY " + COUNT + " DESC NULLS FIRST");
    }
}
