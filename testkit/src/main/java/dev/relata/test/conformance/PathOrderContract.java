package dev.relata.test.conformance;

import static dev.relata.model.Conditions.ne;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.model.Sort.through;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ModelException;
import dev.relata.model.From;
import dev.relata.model.OneToMany;
import dev.relata.model.Sort;
import dev.relata.query.Graph;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import dev.relata.query.ViewSelection;
import dev.relata.test.conformance.model.Company;
import dev.relata.test.conformance.model.Desk;
import dev.relata.test.conformance.model.Division;
import dev.relata.test.conformance.model.Employee;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Orders and components of views that lead over several to-ones. */
public interface PathOrderContract extends StoreUnderTest {

    /** A relation whose own order leads over several to-ones. */
    OneToMany<Division, Employee> BY_COMPANY = Employee.DIVISION
            .inverse()
            .orderBy(through(() -> Employee.DIVISION, desc(() -> Division.COMPANY, Company::name)))
            .thenBy(desc(Employee::name));

    /** An employee with values of rows that lie further away. */
    record Place(
            String name,
            @From("division.company.name") String company,
            @From("division.parent.name") @Nullable String above,
            @From("division.parent.headId") @Nullable Long head) {}

    /** A desk, and who sits there. */
    record Seat(@From("employee.division.company.name") String company, Place employee) {}

    /** A company, and its employees with values of rows that lie further away. */
    record House(String name, List<Place> employees) {}

    /** What does not fit. */
    record Misfit(
            @From("division.employees.name") String one,
            @From("skills.name") String two,
            @From("division.company.title") String three,
            @From("division.id") int four,
            @From("division.parent.id") long five,
            @From("division.company") String six) {}

    private Division division(Company company, @Nullable Division above, String name) {
        return stored(
                new Division(null, Firm.id(company.id()), above == null ? null : Firm.id(above.id()), null, name));
    }

    private Employee employee(Division division, String name) {
        return stored(new Employee(null, Firm.id(division.id()), name));
    }

    /** Divisions of two companies, a tree of three levels and one of one. */
    private List<Division> firms() {
        Company zeta = stored(new Company(null, "zeta"));
        Company beta = stored(new Company(null, "beta"));
        Division top = division(zeta, null, "top");
        Division mid = division(zeta, top, "mid");
        Division low = division(zeta, mid, "low");
        Division all = division(beta, null, "all");
        employee(low, "ann");
        stored(new Desk(null, Firm.id(employee(all, "bob").id())));
        employee(mid, "cid");
        employee(all, "dan");
        return List.of(top, mid, low, all);
    }

    private void expectNames(Selection<Employee> employees, String... names) {
        observe(employees.values(Employee::name)).sends(1).answers(names);
    }

    /** Two to-ones, and three. */
    @Test
    @Tag("S165")
    default void ordersLeadOverSeveralToOnes() {
        firms();
        Selection<Employee> employees = relata().from(Employee.class);
        Sort<Employee> byCompany = asc(Employee.DIVISION, Division.COMPANY, Company::name);

        expectNames(employees.orderBy(byCompany).thenBy(desc(Employee::name)), "dan", "bob", "cid", "ann");
        expectNames(
                employees
                        .orderBy(desc(Employee.DIVISION, Division.COMPANY, Company::name))
                        .thenBy(asc(Employee::name)),
                "ann",
                "cid",
                "bob",
                "dan");
        expectNames(employees.orderBy(byCompany).limit(3).orderBy(desc(Employee::name)), "dan", "bob", "ann");
        expectNames(
                employees
                        .where(Employee::name, ne("bob"))
                        .orderBy(through(Employee.DIVISION, asc(Division.PARENT, Division.PARENT, Division::name)))
                        .thenBy(asc(Employee::name)),
                "ann",
                "cid",
                "dan");
        observe(relata().from(Desk.class)
                        .orderBy(through(Desk.EMPLOYEE, asc(Employee.DIVISION, Division.COMPANY, Company::name)))
                        .count())
                .sends(1)
                .answers(1L);
    }

    /** Rows for which there is no value, for want of a row on the way or at its end. */
    @Test
    @Tag("S165")
    default void nullsOfAnOrderOverSeveralToOnesGoWhereTheyAreToGo() {
        firms();
        Selection<Division> divisions = relata().from(Division.class);
        Sort<Division> up = asc(Division.PARENT, Division.PARENT, Division::name);
        Sort<Division> down = desc(Division.PARENT, Division.PARENT, Division::name);

        observe(divisions.orderBy(up).thenBy(asc(Division::name)).values(Division::name))
                .sends(1)
                .answers("low", "all", "mid", "top");
        observe(divisions.orderBy(up.nullsFirst()).thenBy(asc(Division::name)).values(Division::name))
                .sends(1)
                .answers("all", "mid", "top", "low");
        observe(divisions.orderBy(down).thenBy(asc(Division::name)).values(Division::name))
                .sends(1)
                .answers("all", "mid", "top", "low");
        observe(divisions.orderBy(down.nullsLast()).thenBy(asc(Division::name)).values(Division::name))
                .sends(1)
                .answers("low", "all", "mid", "top");
    }

    private <T> List<T> walk(Function<@Nullable String, Mono<Page<T>>> pages) {
        List<T> rows = new ArrayList<>();
        String cursor = null;
        do {
            Page<T> page = observe(pages.apply(cursor)).value();
            rows.addAll(page.items());
            cursor = page.next().orElse(null);
            assertThat(rows).hasSizeLessThan(50);
        } while (cursor != null);
        return rows;
    }

    /** Pages of rows, graphs and views in such an order, bounded and of an owner too. */
    @Test
    @Tag("S165")
    default void pagesGoOnInAnOrderOverSeveralToOnes() {
        Division all = firms().get(3);
        Sort<Employee> byCompany = asc(Employee.DIVISION, Division.COMPANY, Company::name);
        Sort<Employee> byAbove = through(Employee.DIVISION, desc(Division.PARENT, Division.PARENT, Division::name));
        Selection<Employee> employees = relata().from(Employee.class);

        for (Selection<Employee> rows : List.of(
                employees.orderBy(byCompany),
                employees.orderBy(byAbove),
                employees.orderBy(byAbove.nullsLast()).thenBy(desc(Employee::name)),
                employees.orderBy(byCompany).offset(1).limit(2),
                relata().on(all, BY_COMPANY),
                relata().on(all, BY_COMPANY).orderBy(byAbove.nullsFirst()))) {
            List<Employee> expected = observe(rows.all()).sends(1).values();
            assertThat(walk(cursor -> rows.page(1, cursor))).isEqualTo(expected);
            assertThat(walk(cursor -> rows.fetch(Employee.SKILLS).pageGraphs(1, cursor)))
                    .extracting(Graph::root)
                    .isEqualTo(expected);
            assertThat(walk(cursor -> rows.into(Place.class).page(1, cursor)))
                    .extracting(Place::name)
                    .isEqualTo(expected.stream().map(Employee::name).toList());
        }
    }

    /** The order of a relation, where it is read, batched and fetched. */
    @Test
    @Tag("S165")
    default void theOrderOfARelationMayLeadOverSeveralToOnes() {
        List<Division> divisions = firms();

        observe(relata().on(divisions.get(3), BY_COMPANY).values(Employee::name))
                .sends(1)
                .answers("dan", "bob");
        List<Graph<Company>> graphs = observe(relata().from(Company.class)
                        .orderBy(asc(Company::name))
                        .fetch(
                                Company.EMPLOYEES,
                                e -> e.orderBy(asc(Employee.DIVISION, Division.PARENT, Division::name)))
                        .graphs())
                .sends(2)
                .values();
        assertThat(graphs.get(1).many(Company.EMPLOYEES))
                .extracting(Employee::name)
                .containsExactly("ann", "cid");
    }

    /** Components of views. */
    @Test
    @Tag("S165")
    default void componentsOfViewsLeadOverSeveralToOnes() {
        firms();
        ViewSelection<Place> places =
                relata().from(Employee.class).orderBy(asc(Employee::name)).into(Place.class);

        observe(places.all())
                .sends(1)
                .answers(
                        new Place("ann", "zeta", "mid", null),
                        new Place("bob", "beta", null, null),
                        new Place("cid", "zeta", "top", null),
                        new Place("dan", "beta", null, null));
        observe(places.iterate().map(Place::company)).sends(1).answers("zeta", "beta", "zeta", "beta");
        assertThat(walk(cursor -> places.page(3, cursor)))
                .extracting(Place::company)
                .containsExactly("zeta", "beta", "zeta", "beta");
        observe(relata().from(Desk.class).into(Seat.class).all())
                .answers(new Seat("beta", new Place("bob", "beta", null, null)));
        observe(relata().from(Company.class)
                        .orderBy(asc(Company::name))
                        .into(House.class)
                        .all())
                .sends(2)
                .answers(
                        new House(
                                "beta",
                                List.of(new Place("bob", "beta", null, null), new Place("dan", "beta", null, null))),
                        new House(
                                "zeta",
                                List.of(new Place("ann", "zeta", "mid", null), new Place("cid", "zeta", "top", null))));
    }

    /** What a component cannot be filled from. */
    @Test
    @Tag("S165")
    default void aPathThatDoesNotFitIsNamed() {
        observe(relata().from(Employee.class).into(Misfit.class).all())
                .sends(0)
                .fails(ModelException.class)
                .hasMessageContaining("Misfit.one goes over employees, which is no relationship of Division")
                .hasMessageContaining("Misfit.two goes over Employee.SKILLS, which is to many")
                .hasMessageContaining("Misfit.three ends at title, which is no component of Company")
                .hasMessageContaining("Misfit.four is of type int, but Division.id is of type java.lang.Long")
                .hasMessageContaining("Misfit.five is of type long, but Division.id may be null")
                .hasMessageContaining("Misfit.six ends at company, which is no component of Division");
    }

    /** A view whose component holds no null. */
    record Above(String name, @From("division.parent.name") String above) {}

    /** A missing row on the way to a component that holds no null. */
    @Test
    @Tag("S165")
    default void aMissingRowOnTheWayIsNamedWhereAComponentHoldsNoNull() {
        firms();

        observe(relata().from(Employee.class)
                        .where(Employee::name)
                        .eq("bob")
                        .into(Above.class)
                        .all())
                .fails(InvalidValueException.class)
                .hasMessageContaining("Above.above is null");
    }
}
