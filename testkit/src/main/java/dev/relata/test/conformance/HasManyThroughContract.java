package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.ne;
import static dev.relata.model.Conditions.related;
import static dev.relata.model.Relationships.hasManyThrough;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.model.From;
import dev.relata.model.HasManyThrough;
import dev.relata.model.Property;
import dev.relata.query.Graph;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Company;
import dev.relata.test.conformance.model.Desk;
import dev.relata.test.conformance.model.Division;
import dev.relata.test.conformance.model.Employee;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Person;
import dev.relata.test.conformance.model.Region;
import dev.relata.test.conformance.model.Street;
import dev.relata.test.conformance.model.Town;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Relationships to the rows that others, one after another, lead to. */
public interface HasManyThroughContract extends StoreUnderTest {

    /** The authors of the books that a person has edited: children, and the one row that each refers to. */
    HasManyThrough<Person, Author> AUTHORS =
            hasManyThrough(() -> Person.EDITED, () -> Book.AUTHOR).orderBy(asc(Author::name));

    /** The books of the same author: the one row, and its children. */
    HasManyThrough<Book, Book> BESIDE = hasManyThrough(() -> Book.AUTHOR, () -> Author.BOOKS);

    /** The streets of a region's towns, by keys of two components. */
    HasManyThrough<Region, Street> STREETS = hasManyThrough(() -> Town.REGION.inverse(), () -> Street.TOWN.inverse());

    /** The books with a label in common: links, there and back. */
    HasManyThrough<Book, Book> TOGETHER =
            hasManyThrough(() -> Book.LABELS, () -> Book.LABELS.inverse()).orderBy(asc(Book::title));

    /** An employee. */
    record Member(String name) {}

    /** A company and those in its parts. */
    record Payroll(
            String name,
            List<Member> employees,
            long employeesCount,
            @From("skills") List<Skill> abilities,
            @From("desks") int seats) {}

    /** A skill. */
    record Skill(String name) {}

    private Employee employee(Division division, String name, Label... skills) {
        Employee employee = stored(new Employee(null, Firm.id(division.id()), name));
        for (Label skill : skills) {
            observe(relata().on(employee, Employee.SKILLS).add(skill)).answers(true);
        }
        return employee;
    }

    /** Two companies with three employees and one, and one without a part. */
    private List<Company> companies() {
        Label java = stored(new Label(null, "java"));
        Label sql = stored(new Label(null, "sql"));
        Company acme = stored(new Company(null, "acme"));
        Division north = stored(new Division(null, Firm.id(acme.id()), null, null, "north"));
        Division south = stored(new Division(null, Firm.id(acme.id()), null, null, "south"));
        employee(south, "ann", java, sql);
        stored(new Desk(null, Firm.id(employee(north, "bob", java).id())));
        employee(north, "cid");
        Company beta = stored(new Company(null, "beta"));
        Division all = stored(new Division(null, Firm.id(beta.id()), null, null, "all"));
        employee(all, "dan", sql);
        return List.of(acme, beta, stored(new Company(null, "gamma")));
    }

    private static String names(List<Employee> employees) {
        return String.join(" ", employees.stream().map(Employee::name).toList());
    }

    /** Every read of a selection. */
    @Test
    @Tag("S160")
    default void rowsThroughOthersAreReadAsASelection() {
        Company acme = companies().get(0);
        Selection<Employee> employees = relata().on(acme, Company.EMPLOYEES);

        assertThat(names(observe(employees.all()).sends(1).values())).isEqualTo("ann bob cid");
        assertThat(names(observe(employees.iterate()).sends(1).values())).isEqualTo("ann bob cid");
        observe(employees.count()).sends(1).answers(3L);
        observe(employees.exists()).sends(1).answers(true);
        observe(employees.where(Employee::name, eq("dan")).exists()).sends(1).answers(false);
        observe(employees.orderBy(desc(Employee::name)).first().map(Employee::name))
                .sends(1)
                .answers("cid");
        observe(employees.where(Employee::name, ne("bob")).values(Employee::name))
                .sends(1)
                .answers("ann", "cid");
        observe(employees.offset(1).limit(1).values(Employee::name)).sends(1).answers("bob");
        observe(employees.limit(2).where(Employee::name, gt("ann")).values(Employee::name))
                .sends(1)
                .answers("bob");
        observe(employees.max(Employee::name)).sends(1).answers("cid");
        observe(employees.orderBy(desc(Employee.DIVISION, Division::name)).values(Employee::name))
                .sends(1)
                .answers("ann", "bob", "cid");
        observe(relata().on(Mono.just(acme), Company.EMPLOYEES).count())
                .sends(1)
                .answers(3L);
        observe(relata().onKey(Company.EMPLOYEES, Firm.id(acme.id())).count())
                .sends(1)
                .answers(3L);
        observe(relata().on(
                                acme,
                                Company.EMPLOYEES
                                        .where(Employee::name, ne("ann"))
                                        .limit(1))
                        .values(Employee::name))
                .sends(1)
                .answers("bob");
        observe(relata().on(new Company(null, "new"), Company.EMPLOYEES).all())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Company.EMPLOYEES");
    }

    /** Pages, and their next ones. */
    @Test
    @Tag("S160")
    default void pagesOfRowsThroughOthersGoOn() {
        Selection<Employee> employees = relata().on(companies().get(0), Company.EMPLOYEES);

        Page<Employee> first = observe(employees.page(2)).sends(1).value();
        Page<Employee> last =
                observe(employees.page(2, first.next().orElseThrow())).sends(1).value();

        assertThat(names(first.items())).isEqualTo("ann bob");
        assertThat(names(last.items())).isEqualTo("cid");
        assertThat(last.next()).isEmpty();
    }

    /** Three of them, nested and in a row, the last ones links and a has-one. */
    @Test
    @Tag("S160")
    default void chainsOfThreeAreFollowed() {
        List<Company> companies = companies();

        observe(relata().on(companies.get(0), Company.SKILLS).values(Label::name))
                .sends(1)
                .answers("java", "sql");
        observe(relata().on(companies.get(1), Company.SKILLS).values(Label::name))
                .sends(1)
                .answers("sql");
        observe(relata().on(companies.get(0), Company.SKILLS).count()).sends(1).answers(2L);
        observe(relata().on(companies.get(0), Company.DESKS).count()).sends(1).answers(1L);
        observe(relata().on(companies.get(2), Company.DESKS).count()).sends(1).answers(0L);
    }

    /** A target that several ways lead to. */
    @Test
    @Tag("S161")
    default void aTargetCountsOnceHoweverManyWaysLeadToIt() {
        Person editor = stored(person("eve"));
        Person other = stored(person("ida"));
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Book first = stored(book(ann, editor, "a1"));
        stored(book(ann, editor, "a2"));
        stored(book(ann, "a3", 100));
        stored(book(bob, editor, "b1"));
        stored(book(bob, other, "b2"));

        observe(relata().on(editor, AUTHORS).values(Author::name)).sends(1).answers("ann", "bob");
        observe(relata().on(editor, AUTHORS).count()).sends(1).answers(2L);
        observe(relata().on(first, BESIDE).values(Book::title)).sends(1).answers("a1", "a2", "a3");
        observe(Flux.just(editor, other)
                        .flatMapSequential(person ->
                                relata().on(person, AUTHORS).all().collectList().map(List::size))
                        .as(relata()::batched))
                .sends(1)
                .answers(2, 1);
        observe(Flux.just(editor, other)
                        .flatMapSequential(
                                person -> relata().on(person, AUTHORS).count())
                        .as(relata()::batched))
                .sends(1)
                .answers(2L, 1L);
        Map<Person, List<Author>> loaded =
                observe(relata().load(List.of(editor, other), AUTHORS)).sends(1).value();
        assertThat(loaded).containsExactly(Map.entry(editor, List.of(ann, bob)), Map.entry(other, List.of(bob)));
    }

    /** Links on the way, there and back. */
    @Test
    @Tag("S161")
    default void linksMayLieOnTheWay() {
        Author ann = stored(author("ann"));
        Book one = stored(book(ann, "one", 1));
        Book two = stored(book(ann, "two", 1));
        Book three = stored(book(ann, "three", 1));
        Book four = stored(book(ann, "four", 1));
        for (Label label : List.of(stored(new Label(null, "a")), stored(new Label(null, "b")))) {
            observe(relata().on(one, Book.LABELS).add(label)).answers(true);
            observe(relata().on(two, Book.LABELS).add(label)).answers(true);
        }
        Label sea = stored(new Label(null, "sea"));
        observe(relata().on(two, Book.LABELS).add(sea)).answers(true);
        observe(relata().on(three, Book.LABELS).add(sea)).answers(true);

        observe(relata().on(two, TOGETHER).values(Book::title)).sends(1).answers("one", "three", "two");
        observe(relata().from(Book.class)
                        .whereAny(TOGETHER, book -> book.where(Book::title, eq("three")))
                        .count())
                .sends(1)
                .answers(2L);
        observe(Flux.just(one, two, three, four)
                        .flatMapSequential(book -> relata().on(book, TOGETHER).count())
                        .as(relata()::batched))
                .sends(1)
                .answers(2L, 3L, 2L, 0L);
    }

    /** Keys of several components, one of them in both. */
    @Test
    @Tag("S160")
    default void keysOfSeveralComponentsLeadOn() {
        stored(new Region("n", "north", null));
        stored(new Region("s", "south", null));
        stored(new Town("n", 1L));
        stored(new Town("n", 2L));
        stored(new Town("s", 1L));
        stored(new Street(1L, "n", 1L, null, null));
        stored(new Street(2L, "n", 2L, null, null));
        stored(new Street(3L, "s", 1L, null, null));
        List<Region> regions = observe(
                        relata().from(Region.class).orderBy(asc(Region::code)).all())
                .values();

        observe(relata().on(regions.get(0), STREETS).orderBy(asc(Street::id)).ids())
                .sends(1)
                .answers(1L, 2L);
        observe(Flux.fromIterable(regions)
                        .flatMapSequential(
                                region -> relata().on(region, STREETS).all().map(Street::id))
                        .as(relata()::batched))
                .sends(1)
                .answers(1L, 2L, 3L);
        observe(relata().from(Region.class)
                        .whereNone(STREETS, street -> street.where(Street::townNumber, eq(2L)))
                        .values(Region::code))
                .sends(1)
                .answers("s");
    }

    /** Lookups of many owners. */
    @Test
    @Tag("S162")
    default void lookupsThroughOthersAreOneStatementEach() {
        List<Company> companies = new ArrayList<>(companies());
        IntStream.range(0, 9).forEach(i -> companies.add(stored(new Company(null, "empty " + i))));

        Flux<List<?>> found = Flux.fromIterable(companies)
                .flatMapSequential(company -> Mono.zip(
                        relata().on(company, Company.EMPLOYEES).all().collectList(),
                        relata().on(company, Company.EMPLOYEES).count(),
                        relata().on(company, Company.EMPLOYEES).limit(2).all().collectList(),
                        relata().on(company, Company.SKILLS).all().collectList(),
                        relata().on(company, Company.DESKS).exists(),
                        relata().on(company, Company.SKILLS)
                                .orderBy(desc(Label::name))
                                .first()
                                .map(Label::name)
                                .defaultIfEmpty("none")))
                .<List<?>>map(all -> List.of(
                        names(all.getT1()),
                        all.getT2(),
                        names(all.getT3()),
                        all.getT4().size(),
                        all.getT5(),
                        all.getT6()))
                .as(relata()::batched);

        List<List<?>> answers = observe(found).sends(6).values();
        assertThat(answers.subList(0, 3))
                .containsExactly(
                        List.of("ann bob cid", 3L, "ann bob", 2, true, "sql"),
                        List.of("dan", 1L, "dan", 1, false, "sql"),
                        List.of("", 0L, "", 0, false, "none"));
        assertThat(answers.subList(3, answers.size())).containsOnly(List.of("", 0L, "", 0, false, "none"));
    }

    /** Rows on the way that change. */
    @Test
    @Tag("S162")
    default void aScopeForgetsWhatAChangeOnTheWayMayHaveChanged() {
        List<Company> companies = companies();
        Company acme = companies.get(0);
        Company beta = companies.get(1);
        Division all = observe(relata().on(beta, Company.DIVISIONS).one()).value();

        observe(relata().on(acme, Company.EMPLOYEES)
                        .count()
                        .concatWith(
                                relata().on(acme, Company.DIVISIONS).add(all).thenReturn(1L))
                        .concatWith(relata().on(acme, Company.EMPLOYEES).count())
                        .concatWith(relata().on(beta, Company.SKILLS).count())
                        .as(relata()::batched))
                .answers(3L, 1L, 4L, 0L);
    }

    /** Links on the way that change, and views of the relationship made on the spot. */
    @Test
    @Tag("S162")
    default void aScopeForgetsWhatALinkOnTheWayMayHaveChanged() {
        List<Company> companies = companies();
        Label go = stored(new Label(null, "go"));
        Employee dan =
                observe(relata().on(companies.get(1), Company.EMPLOYEES).one()).value();

        observe(relata().on(companies.get(1), Company.SKILLS)
                        .count()
                        .concatWith(relata().on(dan, Employee.SKILLS).add(go).thenReturn(0L))
                        .concatWith(
                                relata().on(companies.get(1), Company.SKILLS).count())
                        .as(relata()::batched))
                .answers(1L, 0L, 2L);
        observe(Flux.fromIterable(companies)
                        .flatMapSequential(company ->
                                relata().on(company, Company.SKILLS.limit(1)).count())
                        .as(relata()::batched))
                .sends(1)
                .answers(1L, 1L, 0L);
    }

    /** Conditions. */
    @Test
    @Tag("S163")
    default void conditionsReachThroughOthers() {
        companies();
        Selection<Company> companies = relata().from(Company.class).orderBy(asc(Company::name));
        Property<Company, String> name = Company::name;

        observe(companies
                        .whereAny(Company.EMPLOYEES, e -> e.where(Employee::name, gt("c")))
                        .values(name))
                .sends(1)
                .answers("acme", "beta");
        observe(companies
                        .whereNone(Company.EMPLOYEES, e -> e.where(Employee::name, eq("dan")))
                        .values(name))
                .sends(1)
                .answers("acme", "gamma");
        observe(companies
                        .whereEvery(Company.EMPLOYEES, e -> e.where(Employee::name, gt("c")))
                        .values(name))
                .sends(1)
                .answers("beta", "gamma");
        observe(companies
                        .whereAny(Company.SKILLS, s -> s.where(Label::name, eq("java")))
                        .values(name))
                .sends(1)
                .answers("acme");
        observe(companies.whereAny(Company.DESKS, desk -> desk).values(name))
                .sends(1)
                .answers("acme");
        observe(companies
                        .where(related(() -> Company.SKILLS, is(Label::name, eq("sql"))))
                        .values(name))
                .sends(1)
                .answers("acme", "beta");
        observe(companies
                        .limit(2)
                        .whereAny(Company.EMPLOYEES.limit(1), e -> e.where(Employee::name, eq("bob")))
                        .values(name))
                .sends(1)
                .answers();
        observe(companies
                        .limit(1)
                        .whereAny(Company.EMPLOYEES.limit(2), e -> e.where(Employee::name, eq("bob")))
                        .values(name))
                .sends(1)
                .answers("acme");
        observe(companies
                        .whereAny(Company.SKILLS.limit(1), s -> s.where(Label::name, eq("sql")))
                        .values(name))
                .sends(1)
                .answers("beta");
    }

    /** Fetch plans. */
    @Test
    @Tag("S162")
    default void rowsThroughOthersAreFetched() {
        companies();

        List<Graph<Company>> graphs = observe(relata().from(Company.class)
                        .orderBy(asc(Company::name))
                        .fetch(Company.EMPLOYEES, e -> e.fetch(Employee.DIVISION))
                        .fetch("first", Company.EMPLOYEES, e -> e.limit(1))
                        .fetch(Company.SKILLS)
                        .fetchCount(Company.EMPLOYEES)
                        .fetchCount(Company.DESKS)
                        .graphs())
                .sends(7)
                .values();

        Graph<Company> acme = graphs.get(0);
        assertThat(names(acme.many(Company.EMPLOYEES))).isEqualTo("ann bob cid");
        assertThat(acme.graphs(Company.EMPLOYEES).get(0).one(Employee.DIVISION).map(Division::name))
                .contains("south");
        assertThat(names(acme.many("first", Company.EMPLOYEES))).isEqualTo("ann");
        assertThat(acme.many(Company.SKILLS)).extracting(Label::name).containsExactly("java", "sql");
        assertThat(acme.count(Company.EMPLOYEES)).isEqualTo(3);
        assertThat(acme.count(Company.DESKS)).isEqualTo(1);
        assertThat(graphs.get(2).many(Company.SKILLS)).isEmpty();
        assertThat(graphs.get(2).count(Company.EMPLOYEES)).isZero();
    }

    /** Views, by name and by another. */
    @Test
    @Tag("S162")
    default void viewsShowRowsThroughOthers() {
        companies();

        observe(relata().from(Company.class)
                        .orderBy(asc(Company::name))
                        .limit(2)
                        .into(Payroll.class)
                        .all())
                .sends(5)
                .answers(
                        new Payroll(
                                "acme",
                                List.of(new Member("ann"), new Member("bob"), new Member("cid")),
                                3,
                                List.of(new Skill("java"), new Skill("sql")),
                                1),
                        new Payroll("beta", List.of(new Member("dan")), 1, List.of(new Skill("sql")), 0));
    }

    /** What is read ahead. */
    @Test
    @Tag("S162")
    default void rowsThroughOthersAreReadAhead() {
        companies();

        observe(relata().from(Company.class)
                        .orderBy(asc(Company::name))
                        .prefetch(Company.EMPLOYEES)
                        .strict()
                        .iterate()
                        .concatMap(company ->
                                relata().on(company, Company.EMPLOYEES).all().map(Employee::name))
                        .as(relata()::batched))
                .sends(2)
                .answers("ann", "bob", "cid", "dan");
    }

    /** Filters of the relationships on the way. */
    @Test
    @Tag("S163")
    default void filtersOnTheWayHold() {
        List<Company> companies = companies();
        HasManyThrough<Company, Employee> northern = hasManyThrough(
                () -> Company.DIVISIONS.where(Division::name, eq("north")),
                () -> Employee.DIVISION.inverse().orderBy(desc(Employee::name)));
        HasManyThrough<Company, Desk> seats = hasManyThrough(
                () -> Company.DIVISIONS.where(Division::name, ne("north")),
                () -> Employee.DIVISION.inverse(),
                () -> Employee.DESK);

        observe(relata().on(companies.get(0), northern).values(Employee::name))
                .sends(1)
                .answers("cid", "bob");
        observe(relata().on(companies.get(0), seats).count()).sends(1).answers(0L);
        observe(relata().from(Company.class).whereAny(northern, e -> e).values(Company::name))
                .sends(1)
                .answers("acme");
        observe(Flux.fromIterable(companies)
                        .flatMapSequential(
                                company -> relata().on(company, northern).count())
                        .as(relata()::batched))
                .sends(1)
                .answers(2L, 0L, 0L);
    }

    /** What is changed and deleted are the rows. */
    @Test
    @Tag("S164")
    default void changesAndDeletesAreOfTheRows() {
        List<Company> companies = companies();
        Selection<Employee> employees = relata().on(companies.get(0), Company.EMPLOYEES);

        observe(employees.where(Employee::name, ne("ann")).update(set(Employee::name, "x")))
                .answers(2L);
        observe(employees.values(Employee::name)).sends(1).answers("ann", "x", "x");
        observe(employees.where(Employee::name, eq("x")).deleteAll()).answers(2L);
        observe(employees.values(Employee::name)).sends(1).answers("ann");
        observe(relata().from(Employee.class).count()).sends(1).answers(2L);
    }

    /** In a transaction, and after what it has written. */
    @Test
    @Tag("S164")
    @Requires(Capability.TRANSACTIONS)
    default void aTransactionReadsWhatItHasWritten() {
        Company acme = companies().get(0);
        Division north = observe(relata().on(acme, Company.DIVISIONS)
                        .where(Division::name, eq("north"))
                        .one())
                .value();

        observe(relata().delete(north)
                        .thenMany(relata().on(acme, Company.EMPLOYEES).values(Employee::name))
                        .as(relata()::transactional))
                .answers("ann");
    }

    /** Owners that are not there, or whose key is null. */
    @Test
    @Tag("S160")
    default void anOwnerWithoutRowsOnTheWayHasNone() {
        Author ann = stored(author("ann"));
        Book alone = stored(book(ann, "alone", 1));
        HasManyThrough<Book, Book> edited = hasManyThrough(() -> Book.EDITOR, () -> Person.EDITED);

        observe(relata().load(List.of(alone), edited).map(Map::values).map(List::copyOf))
                .sends(0)
                .answers(List.of(List.of()));
        assertThat(observe(relata().from(Book.class).fetch(edited).graphs())
                        .sends(1)
                        .value()
                        .many(edited))
                .isEmpty();
        observe(relata().from(Book.class).whereNone(edited, b -> b).count())
                .sends(1)
                .answers(1L);
        observe(relata().from(Book.class).whereAny(BESIDE, b -> b).first().map(Optional::of))
                .sends(1)
                .answers(Optional.of(alone));
    }
}
