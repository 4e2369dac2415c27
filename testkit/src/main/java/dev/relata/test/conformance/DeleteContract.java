package dev.relata.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.ConstraintViolationException;
import dev.relata.query.DeletePlan;
import dev.relata.spi.Capability;
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
import dev.relata.test.conformance.model.Project;
import dev.relata.test.conformance.model.Shift;
import dev.relata.test.conformance.model.Student;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What goes with a row that is deleted, and what stays. */
public interface DeleteContract extends StoreUnderTest {

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

    /** Also where the database checks keys row by row. */
    @Test
    @Tag("S81")
    default void aRowThatRefersToItselfGoes() {
        Company company = stored(new Company(null, "company"));
        Division top = division(company, null, "top");
        Division own = observe(relata().update(new Division(top.id(), top.companyId(), top.id(), null, "own")))
                .value();
        Division other = division(company, null, "other");

        observe(relata().delete(own)).answers(true);

        observe(relata().from(Division.class).all()).answers(other);
    }

    /** Levels, links, a tree, and rows that the database takes. */
    @Test
    @Tag("S80")
    @Requires(Capability.FOREIGN_KEYS)
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

    /** What only the database keeps. */
    @Test
    @Tag("S80")
    @Requires(Capability.FOREIGN_KEYS)
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
}
