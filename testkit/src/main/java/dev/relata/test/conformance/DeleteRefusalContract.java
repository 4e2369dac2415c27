package dev.relata.test.conformance;

import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.ProtectedException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Category;
import dev.relata.test.conformance.model.Company;
import dev.relata.test.conformance.model.Desk;
import dev.relata.test.conformance.model.Division;
import dev.relata.test.conformance.model.Employee;
import dev.relata.test.conformance.model.Invoice;
import dev.relata.test.conformance.model.Project;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What keeps a row from being deleted. */
public interface DeleteRefusalContract extends StoreUnderTest {

    private static Long id(@Nullable Long id) {
        return Objects.requireNonNull(id, "store the row first");
    }

    private Project project(Company company, String lead) {
        Division division = stored(new Division(null, id(company.id()), null, null, "of " + lead));
        Employee leader = stored(new Employee(null, id(division.id()), lead));
        return stored(new Project(null, id(company.id()), id(leader.id()), "new"));
    }

    /** Nothing said. */
    @Test
    @Tag("S80")
    default void whereNothingIsSaidARowIsProtected() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Book book = stored(book(ann, "a", 1));

        observe(relata().delete(ann)).fails(ProtectedException.class).hasMessageContaining("Book.AUTHOR");
        observe(relata().bulk().delete(List.of(bob, ann))).fails(ProtectedException.class);
        observe(relata().from(Author.class).deleteAll()).fails(ProtectedException.class);
        observe(relata().from(Author.class).count()).answers(2L);
        observe(relata().delete(bob)).answers(true);
        observe(relata().delete(book)).answers(true);
        observe(relata().delete(ann)).answers(true);
    }

    /** The first few, and how many. */
    @Test
    @Tag("S81")
    default void theErrorNamesTheFirstRowsAndTheirNumber() {
        Author ann = stored(author("ann"));
        for (int i = 1; i <= 7; i++) {
            stored(book(ann, "b" + i, i));
        }

        observe(relata().delete(ann))
                .sends(2)
                .fails(ProtectedException.class)
                .hasMessageContaining("7 row(s) of books")
                .hasMessageContaining("Book id=1, Book id=2, Book id=3, Book id=4, Book id=5, …")
                .satisfies(error ->
                        assertThat(((ProtectedException) error).referrers()).isEqualTo(7));
    }

    /** Far below. */
    @Test
    @Tag("S81")
    default void whatIsProtectedBelowProtectsTheRootAndNothingIsWritten() {
        Company company = stored(new Company(null, "inc"));
        Project project = project(company, "ann");
        Invoice invoice = stored(new Invoice(null, id(project.id()), "1"));

        observe(relata().delete(company)).fails(ProtectedException.class).hasMessageContaining("Invoice.PROJECT");
        for (Class<?> type : List.of(Company.class, Division.class, Employee.class, Project.class)) {
            observe(relata().from(type).count()).answers(1L);
        }
        observe(relata().delete(invoice)).sends(1).answers(true);
        observe(relata().delete(company)).answers(true);
    }

    /** Gone in the same delete, or not. */
    @Test
    @Tag("S81")
    default void whatRestrictsLetsARowGoWhoseReferrersGoToo() {
        Company company = stored(new Company(null, "inc"));
        Project project = project(company, "ann");
        Company other = stored(new Company(null, "other"));
        Project led = stored(new Project(null, id(other.id()), project.leadId(), "led"));
        Employee ann = observe(relata().from(Employee.class).one()).value();

        observe(relata().delete(ann)).fails(ProtectedException.class).hasMessageContaining("2 row(s) of projects");
        observe(relata().delete(company))
                .fails(ProtectedException.class)
                .hasMessageContaining("1 row(s) of projects that do not go in the same delete")
                .hasMessageContaining("Project id=" + led.id());
        observe(relata().bulk().delete(List.of(company, other))).answers(2L);
        observe(relata().from(Employee.class).count()).answers(0L);
    }

    /** Rows of one type, deleted together. */
    @Test
    @Tag("S81")
    default void whatIsProtectedByARowOfItsOwnTypeStaysAlsoBesideIt() {
        Category top = stored(new Category(1L, null, "top"));
        Category low = stored(new Category(2L, 1L, "low"));

        observe(relata().bulk().delete(List.of(top, low))).fails(ProtectedException.class);
        observe(relata().delete(low)).answers(true);
        observe(relata().delete(top)).answers(true);
    }

    /** No row with the default, none left, and none needed. */
    @Test
    @Tag("S83")
    default void aDefaultThatIsNotThereIsRefused() {
        Company company = stored(new Company(null, "inc"));
        Division division = stored(new Division(null, id(company.id()), null, null, "top"));
        Employee first = stored(new Employee(null, id(division.id()), "first"));
        Employee second = stored(new Employee(null, id(division.id()), "second"));
        Desk desk = stored(new Desk(null, id(second.id())));

        observe(relata().bulk().delete(List.of(first, second)))
                .fails(RelatedNotFoundException.class)
                .hasMessageContaining("Desk.EMPLOYEE")
                .hasMessageContaining("Employee with id=1");
        observe(relata().delete(first)).answers(true);
        observe(relata().delete(second)).fails(RelatedNotFoundException.class);
        observe(relata().from(Desk.class).all()).answers(desk);
        observe(relata().delete(desk)).answers(true);
        observe(relata().delete(second)).answers(true);
    }

    /** A scope that a failure is undone in. */
    @Test
    @Tag("S81")
    default void aRefusalInsideATransactionLeavesTheRestOfIt() {
        Author ann = stored(author("ann"));
        stored(book(ann, "a", 1));

        observe(relata().insert(author("bob"))
                        .then(relata().delete(ann).onErrorReturn(ProtectedException.class, false))
                        .as(relata()::transactional))
                .answers(false);
        observe(relata().from(Author.class).count()).answers(2L);
    }
}
