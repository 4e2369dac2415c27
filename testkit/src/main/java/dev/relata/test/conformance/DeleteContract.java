package dev.relata.test.conformance;

import static dev.relata.model.Conditions.lt;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.ConstraintViolationException;
import dev.relata.model.Assignment;
import dev.relata.query.DeletePlan;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Company;
import dev.relata.test.conformance.model.Course;
import dev.relata.test.conformance.model.Desk;
import dev.relata.test.conformance.model.Division;
import dev.relata.test.conformance.model.Employee;
import dev.relata.test.conformance.model.Enrollment;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Line;
import dev.relata.test.conformance.model.Mark;
import dev.relata.test.conformance.model.Memo;
import dev.relata.test.conformance.model.Order;
import dev.relata.test.conformance.model.Plug;
import dev.relata.test.conformance.model.Project;
import dev.relata.test.conformance.model.Remark;
import dev.relata.test.conformance.model.Shift;
import dev.relata.test.conformance.model.Socket;
import dev.relata.test.conformance.model.Student;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What goes with a row that is deleted, and what stays. */
public interface DeleteContract extends StoreUnderTest {

    /** A company; ids are of stored rows. */
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

    /** Levels, links, a tree, and rows that the database takes. */
    @Test
    @Tag("S80")
    default void aCascadeTakesEverythingBelowAndNothingBeside() {
        Company gone = stored(new Company(null, "gone"));
        Company kept = stored(new Company(null, "kept"));
        Label skill = stored(new Label(null, "skill"));
        for (Company company : List.of(gone, kept)) {
            Division top = division(company, null, "top");
            Division low = division(company, top, "low");
            Employee ann = employee(top, "ann");
            Employee bob = employee(low, "bob");
            observe(relata().on(bob, Employee.SKILLS).add(skill)).answers(true);
            stored(new Shift(null, id(ann.id())));
            stored(new Project(null, id(company.id()), id(bob.id()), "new"));
        }

        observe(relata().delete(gone)).answers(true);

        observe(relata().from(Company.class).all()).answers(kept);
        for (Class<?> type : List.of(Division.class, Employee.class)) {
            observe(relata().from(type).count()).answers(2L);
        }
        for (Class<?> type : List.of(Project.class, Shift.class, Label.class)) {
            observe(relata().from(type).count()).answers(1L);
        }
        observe(relata().on(skill, Employee.SKILLS.inverse()).count()).answers(1L);
        observe(relata().delete(gone)).sends(1).answers(false);
        observe(relata().delete(kept)).answers(true);
        empty(Company.class, Division.class, Employee.class, Project.class, Shift.class);
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

        observe(relata().deleteMany(List.of(line, line))).sends(3).answers(1L);
        observe(relata().from(Line.class).deleteAll()).sends(3).answers(19L);
        empty(Remark.class);
        observe(relata().delete(new Remark(7L, 1L, 1L, "gone"))).sends(1).answers(false);
    }

    /** Only what may be null and is no part of the id. */
    @Test
    @Tag("S82")
    default void aKeyOfSeveralComponentsIsClearedInPart() {
        Order order = stored(new Order(7L, 1L, "me"));
        Order other = stored(new Order(7L, 2L, "you"));
        stored(new Line(7L, 1L, order.id(), "ink"));
        Line kept = stored(new Line(7L, 2L, other.id(), "pen"));

        observe(relata().delete(order)).sends(4).answers(true);

        observe(relata().from(Line.class).all()).answersInAnyOrder(new Line(7L, 1L, null, "ink"), kept);
    }

    /** A row that refers to a row below it, both of which go. */
    @Test
    @Tag("S82")
    default void aKeyIsClearedAlsoWhereItsRowGoesToo() {
        Company company = stored(new Company(null, "inc"));
        Division division = division(company, null, "top");
        Employee head = employee(division, "head");
        observe(relata().on(division, Division.HEAD).set(head)).value();
        Employee other = employee(division(company, null, "other"), "other");
        Division led = observe(relata().insert(new Division(null, id(company.id()), null, head.id(), "led")))
                .value();

        observe(relata().delete(division)).answers(true);

        observe(relata().from(Employee.class).all()).answers(other);
        observe(relata().find(Division.class, id(led.id())).map(found -> found.headId() == null))
                .answers(true);
    }

    /** The default, and a default that is not there. */
    @Test
    @Tag("S83")
    default void aDefaultTakesTheRowsOver() {
        Division division = division(stored(new Company(null, "inc")), null, "top");
        Employee first = employee(division, "first");
        Employee second = employee(division, "second");
        assertThat(first.id()).isEqualTo(1L);
        Desk desk = stored(new Desk(null, id(second.id())));

        observe(relata().delete(second)).answers(true);
        observe(relata().find(Desk.class, id(desk.id()))).answers(new Desk(desk.id(), 1L));
    }

    /** Join records, and what refers to them. */
    @Test
    @Tag("S37")
    default void joinRecordsGoWithEitherEndAndWithWhatRefersToThem() {
        Student sam = stored(new Student(null, "sam"));
        Course maths = stored(new Course(null, "maths"));
        observe(relata().on(sam, Student.COURSES).add(maths)).answers(true);
        Enrollment place = observe(relata().from(Enrollment.class).one()).value();
        stored(new Mark(null, id(place.id()), 3));

        observe(relata().on(sam, Student.COURSES).remove(maths)).answers(true);
        empty(Enrollment.class, Mark.class);
        observe(relata().on(sam, Student.COURSES).add(maths)).answers(true);
        Enrollment again = observe(relata().from(Enrollment.class).one()).value();
        stored(new Mark(null, id(again.id()), 3));
        observe(relata().delete(maths)).answers(true);

        empty(Enrollment.class, Mark.class);
        observe(relata().from(Student.class).count()).answers(1L);
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

    /** What only the database keeps. */
    @Test
    @Tag("S80")
    default void whatNothingIsDoneAboutIsTheDatabasesToRefuse() {
        Division division = division(stored(new Company(null, "inc")), null, "top");
        Employee ann = employee(division, "ann");
        stored(new Desk(null, id(ann.id())));
        stored(new Employee(null, id(division.id()), "bob"));
        stored(new Memo(null, id(ann.id())));

        observe(relata().on(ann, Employee.DESK).clear()).answers();
        observe(relata().delete(division)).fails(ConstraintViolationException.class);

        observe(relata().from(Employee.class).count()).answers(2L);
        observe(relata().from(Division.class).count()).answers(1L);
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

    /** Said before, without doing it. */
    @Test
    @Tag("S87")
    default void aPlanTellsWhatWouldGo() {
        Company company = stored(new Company(null, "inc"));
        Division top = division(company, null, "top");
        Division low = division(company, top, "low");
        Employee ann = employee(low, "ann");
        observe(relata().on(top, Division.HEAD).set(ann)).value();
        observe(relata().on(ann, Employee.SKILLS).add(stored(new Label(null, "skill"))))
                .answers(true);
        stored(new Shift(null, id(ann.id())));
        stored(new Project(null, id(company.id()), id(ann.id()), "new"));

        DeletePlan all = observe(relata().deletePlan(company)).value();
        assertThat(all.allowed()).isTrue();
        assertThat(all.deleted()).isEqualTo(6);
        assertThat(all.toString().lines())
                .containsExactlyInAnyOrder(
                        "deletes 1 of companies",
                        "deletes 2 of divisions (Division.COMPANY)",
                        "deletes 1 of projects (Project.COMPANY)",
                        "deletes 1 of employees (Employee.DIVISION)",
                        "deletes 1 of employees_labels (Employee.SKILLS)",
                        "lets the database delete 1 of shifts (Shift.EMPLOYEE)",
                        "sets 1 of divisions to null (Division.HEAD)");
        DeletePlan some = observe(relata().from(Division.class).deletePlan()).value();
        assertThat(some.allowed()).isFalse();
        assertThat(some.toString())
                .contains("deletes 2 of divisions\n")
                .contains("refused: 1 of projects refer to it (Project.LEAD, RESTRICT): Project id=1");
        assertThat(observe(relata().deletePlan(new Company(99L, "none")))
                        .value()
                        .toString())
                .isEqualTo("deletes 0 of companies");
        observe(relata().from(Division.class).count()).answers(2L);
    }

    /** A delete in a scope. */
    @Test
    @Tag("S73")
    default void aScopeForgetsTheRowsWhoseKeyIsCleared() {
        Order order = stored(new Order(7L, 1L, "me"));
        Line line = stored(new Line(7L, 1L, order.id(), "ink"));
        Mono<String> found =
                Mono.defer(() -> relata().find(Line.class, List.of(7L, 1L)).map(row -> row.orderId() + ""));

        observe(found.concatWith(relata().delete(order).then(found)).as(relata()::batched))
                .answers("1", "null");
        assertThat(line.orderId()).isEqualTo(1L);
    }

    /** From many sides, of rows that overlap. */
    @Test
    @Tag("S85")
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
