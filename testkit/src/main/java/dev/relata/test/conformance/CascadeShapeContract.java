package dev.relata.test.conformance;

import static dev.relata.model.Conditions.lt;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Assignment;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Company;
import dev.relata.test.conformance.model.Division;
import dev.relata.test.conformance.model.Employee;
import dev.relata.test.conformance.model.Line;
import dev.relata.test.conformance.model.Order;
import dev.relata.test.conformance.model.Plug;
import dev.relata.test.conformance.model.Remark;
import dev.relata.test.conformance.model.Socket;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Deletes of many rows: trees, circles, selections, and deletes at the same time. */
public interface CascadeShapeContract extends StoreUnderTest {

    private static Long id(@Nullable Long id) {
        return Objects.requireNonNull(id, "store the row first");
    }

    private Division division(Company company, @Nullable Division parent, String name) {
        return stored(new Division(null, id(company.id()), parent == null ? null : parent.id(), null, name));
    }

    private Employee employee(Division division, String name) {
        return stored(new Employee(null, id(division.id()), name));
    }

    private void empty(Class<?>... types) {
        for (Class<?> type : types) {
            observe(relata().from(type).count()).answers(0L);
        }
    }

    /** Two levels below each other: a lock for those above, then the deletes from below. */
    @Test
    @Tag("S85")
    default void statementsAreForLevelsAndNotForRows() {
        Order order = stored(new Order(7L, 1L, "me"));
        for (long line = 1; line <= 20; line++) {
            stored(new Line(7L, line, order.id(), "ink"));
            stored(new Remark(7L, line, line, "blue"));
        }
        Line line = observe(relata().from(Line.class).first()).value();

        observe(relata().bulk().delete(List.of(line, line))).sends(3).answers(1L);
        observe(relata().from(Line.class).deleteAll()).sends(3).answers(19L);
        empty(Remark.class);
        observe(relata().delete(new Remark(7L, 1L, 1L, "gone"))).sends(1).answers(false);
    }

    /** A tree, and rows that lie below each other in a circle. */
    @Test
    @Tag("S80")
    default void aTreeGoesWithItsRootWhateverItsShape() {
        Company company = stored(new Company(null, "inc"));
        Division top = division(company, null, "top");
        Division parent = top;
        for (int depth = 0; depth < 30; depth++) {
            division(company, top, "leaf");
            parent = division(company, parent, "deep");
        }
        Division end = parent;
        observe(relata().on(top, Division.PARENT).set(end)).value();
        Division beside = division(company, null, "beside");

        observe(relata().delete(end)).answers(true);

        observe(relata().from(Division.class).all()).answers(beside);
    }

    /** Types that refer to each other, and rows that do. */
    @Test
    @Tag("S80")
    default void aCircleOfTypesGoesAsAWhole() {
        stored(new Plug(1L, null));
        stored(new Socket(1L, 1L));
        stored(new Plug(2L, 1L));
        stored(new Socket(2L, 2L));
        stored(new Plug(3L, null));
        stored(new Socket(3L, 3L));
        observe(relata().from(Plug.class).where(Plug::id).eq(1L).update(Assignment.set(Plug::socketId, 2L)))
                .answers(1L);

        observe(relata().delete(new Plug(2L, 1L))).answers(true);

        observe(relata().from(Plug.class).all()).answers(new Plug(3L, null));
        observe(relata().from(Socket.class).deleteAll()).answers(1L);
        observe(relata().from(Plug.class).count()).answers(1L);
    }

    /** Which rows are deleted is settled before the rows are gone that tell. */
    @Test
    @Tag("S80")
    default void aSelectionDeletesTheRowsThatItAnsweredAtFirst() {
        Author ann = stored(author("ann"));
        for (int pages = 1; pages <= 4; pages++) {
            stored(book(ann, "b" + pages, pages));
        }
        Company company = stored(new Company(null, "inc"));
        Division top = division(company, null, "top");
        division(company, top, "low");
        Division single = division(company, null, "single");
        employee(single, "ann");

        observe(relata().from(Division.class)
                        .where(Division.PARENT, parent -> parent)
                        .deleteAll())
                .answers(1L);
        observe(relata().from(Division.class).limit(1).deleteAll()).answers(1L);
        observe(relata().from(Division.class).all()).answers(single);
        observe(relata().on(ann, Author.BOOKS).where(Book::pages, lt(3)).deleteAll())
                .answers(2L);
        observe(relata().from(Employee.class)
                        .whereNone(Employee.SKILLS, skill -> skill)
                        .deleteAll())
                .answers(1L);
    }

    /** From many sides, of rows that overlap. */
    @Test
    @Tag("S85")
    @Requires(Capability.TRANSACTIONS)
    default void cascadesAtTheSameTimeWaitForEachOther() {
        for (long id = 1; id <= 20; id++) {
            stored(new Order(7L, id, "me"));
            stored(new Line(7L, id, id, "ink"));
            stored(new Remark(7L, id, id, "blue"));
        }
        Flux<Long> atOnce = Flux.range(0, 16)
                .flatMap(
                        i -> (i % 2 == 0
                                        ? relata().from(Line.class).deleteAll()
                                        : relata().from(Order.class).deleteAll())
                                .subscribeOn(Schedulers.parallel()),
                        16);

        assertThat(observe(atOnce.reduce(0L, Long::sum)).value()).isEqualTo(40L);
        empty(Order.class, Line.class, Remark.class);
    }
}
