package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.ne;
import static dev.relata.model.Conditions.not;
import static dev.relata.model.Conditions.under;
import static dev.relata.model.Conditions.underId;
import static dev.relata.model.Relationships.hasManyThrough;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.model.HasManyThrough;
import dev.relata.model.OneToMany;
import dev.relata.query.Graph;
import dev.relata.query.Page;
import dev.relata.query.Recursion;
import dev.relata.query.Selection;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Category;
import dev.relata.test.conformance.model.Company;
import dev.relata.test.conformance.model.Division;
import dev.relata.test.conformance.model.Employee;
import dev.relata.test.conformance.model.Region;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Conditions that a row lies below another one of its type. */
public interface TreeContract extends StoreUnderTest {

    /** Those below, except for a branch. */
    OneToMany<Category, Category> OTHERS = Category.CHILDREN.where(Category::name, ne("a"));

    /** Those of the same division. */
    HasManyThrough<Employee, Employee> COLLEAGUES =
            hasManyThrough(() -> Employee.DIVISION, () -> Employee.DIVISION.inverse());

    private Selection<Category> categories() {
        return relata().from(Category.class).orderBy(asc(Category::id));
    }

    private void expect(Selection<Category> categories, String... names) {
        observe(categories.values(Category::name)).sends(1).answers(names);
    }

    /** Stores {@code r(a(c(e)) b(d))} and a root beside it with one below. */
    private Category tree() {
        Category root = stored(new Category(1L, null, "r"));
        stored(new Category(2L, 1L, "a"));
        stored(new Category(3L, 1L, "b"));
        stored(new Category(4L, 2L, "c"));
        stored(new Category(5L, 3L, "d"));
        stored(new Category(6L, 4L, "e"));
        stored(new Category(7L, null, "x"));
        stored(new Category(8L, 7L, "y"));
        return root;
    }

    /** By row and by id, along the way up and the way down. */
    @Test
    @Tag("S166")
    default void everythingBelowARowIsOneStatement() {
        Category root = tree();

        expect(categories().whereUnder(Category.PARENT, root), "a", "b", "c", "d", "e");
        expect(categories().whereUnder(Category.CHILDREN, root), "a", "b", "c", "d", "e");
        expect(categories().whereUnderId(Category.PARENT, 2L), "c", "e");
        expect(categories().whereUnderId(Category.CHILDREN, 7L), "y");
        expect(categories().whereUnderId(Category.PARENT, 6L));
        expect(categories().whereUnderId(Category.PARENT, 99L));
        observe(categories().whereUnder(Category.PARENT, root).count()).sends(1).answers(5L);
        observe(categories().whereUnder(Category.PARENT, root).exists())
                .sends(1)
                .answers(true);
        observe(categories().whereUnder(Category.PARENT, root).iterate().map(Category::name))
                .sends(1)
                .answers("a", "b", "c", "d", "e");
    }

    /** To a depth. */
    @Test
    @Tag("S166")
    default void aDepthLimitsTheSteps() {
        Category root = tree();

        expect(categories().whereUnder(Category.PARENT, root, Recursion.toDepth(1)), "a", "b");
        expect(categories().whereUnder(Category.CHILDREN, root, Recursion.toDepth(2)), "a", "b", "c", "d");
        expect(categories().whereUnderId(Category.PARENT, 1L, Recursion.toDepth(99)), "a", "b", "c", "d", "e");
    }

    /** With other conditions, in others, bounded, and in pages. */
    @Test
    @Tag("S166")
    default void conditionsOnTreesCombine() {
        Category root = tree();

        expect(categories().whereUnder(Category.PARENT, root).where(Category::name, ne("c")), "a", "b", "d", "e");
        expect(categories().limit(4).whereUnder(Category.PARENT, root), "a", "b", "c");
        expect(categories().whereUnder(Category.PARENT, root).offset(1).limit(2), "b", "c");
        expect(categories().where(not(under(() -> Category.PARENT, root))), "r", "x", "y");
        expect(
                categories().where(anyOf(is(Category::id, eq(2L)), underId(() -> Category.CHILDREN, 2L))),
                "a",
                "c",
                "e");
        expect(
                categories().where(anyOf(underId(() -> Category.PARENT, 7L), underId(() -> Category.PARENT, 3L))),
                "d",
                "y");
        expect(categories().whereUnder(Category.PARENT, root).whereUnderId(Category.PARENT, 2L), "c", "e");
        Selection<Category> below = categories().whereUnder(Category.PARENT, root);
        Page<Category> first = observe(below.page(3)).sends(1).value();
        Page<Category> last =
                observe(below.page(3, first.next().orElseThrow())).sends(1).value();
        assertThat(first.items()).extracting(Category::name).containsExactly("a", "b", "c");
        assertThat(last.items()).extracting(Category::name).containsExactly("d", "e");
        assertThat(observe(below.fetch(Category.PARENT).graphs()).sends(2).values())
                .extracting(
                        graph -> graph.one(Category.PARENT).map(Category::name).orElse(""))
                .containsExactly("r", "r", "a", "b", "c");
        observe(relata().on(root, Category.CHILDREN)
                        .whereAny(Category.CHILDREN, c -> c.whereUnderId(Category.PARENT, 3L))
                        .values(Category::name))
                .sends(1)
                .answers("b");
    }

    /** Rows of another type that refer to rows below one. */
    @Test
    @Tag("S166")
    default void rowsThatReferBelowARowAreFound() {
        Company acme = stored(new Company(null, "acme"));
        Division top = division(acme, null, "top");
        Division mid = division(acme, top, "mid");
        Division low = division(acme, mid, "low");
        for (Division division : new Division[] {top, mid, low}) {
            stored(new Employee(null, Firm.id(division.id()), "of " + division.name()));
        }

        observe(relata().from(Employee.class)
                        .where(Employee.DIVISION, d -> d.whereUnder(Division.PARENT, top))
                        .orderBy(asc(Employee::name))
                        .values(Employee::name))
                .sends(1)
                .answers("of low", "of mid");
        Graph<Company> graph = observe(relata().from(Company.class)
                        .fetch(
                                Company.EMPLOYEES,
                                e -> e.where(Employee.DIVISION, d -> d.whereUnder(Division.PARENT, mid)))
                        .graphs())
                .sends(2)
                .value();
        assertThat(graph.many(Company.EMPLOYEES)).extracting(Employee::name).containsExactly("of low");
    }

    private Division division(Company company, @Nullable Division above, String name) {
        return stored(
                new Division(null, Firm.id(company.id()), above == null ? null : Firm.id(above.id()), null, name));
    }

    /** Rows that lie below themselves. */
    @Test
    @Tag("S167")
    default void circlesOfATreeEndAndTheRootIsNotBelowItself() {
        Category root = tree();
        observe(relata().from(Category.class).where(Category::id, eq(1L)).update(set(Category::parentId, 6L)))
                .answers(1L);
        observe(relata().from(Category.class).where(Category::id, eq(7L)).update(set(Category::parentId, 7L)))
                .answers(1L);

        expect(categories().whereUnder(Category.PARENT, root), "a", "b", "c", "d", "e");
        expect(categories().whereUnderId(Category.CHILDREN, 4L), "r", "a", "b", "d", "e");
        expect(categories().whereUnderId(Category.PARENT, 4L, Recursion.toDepth(2)), "r", "e");
        expect(categories().whereUnderId(Category.PARENT, 4L, Recursion.toDepth(20)), "r", "a", "b", "d", "e");
        expect(categories().whereUnderId(Category.PARENT, 7L), "y");
    }

    /** The filter of the way down, which a branch that is left out takes along. */
    @Test
    @Tag("S167")
    default void theFilterOfTheWayDownLeavesWholeBranchesOut() {
        Category root = tree();

        expect(categories().whereUnder(OTHERS, root), "b", "d");
        expect(categories().whereUnder(OTHERS, root, Recursion.toDepth(1)), "b");
    }

    /** Ids that are no numbers. */
    @Test
    @Tag("S166")
    default void idsOfTextAreFollowed() {
        stored(new Region("n", "north", null));
        stored(new Region("nn", "north of north", "n"));
        stored(new Region("nnn", "north of that", "nn"));
        stored(new Region("s", "south", null));

        observe(relata().from(Region.class)
                        .whereUnderId(Region.PARENT, "n")
                        .orderBy(asc(Region::code))
                        .ids())
                .sends(1)
                .answers("nn", "nnn");
    }

    /** Writes of all rows below one. */
    @Test
    @Tag("S167")
    default void rowsBelowARowAreChangedTogether() {
        Category root = tree();

        observe(relata().from(Category.class).whereUnder(Category.PARENT, root).update(set(Category::name, "z")))
                .answers(5L);
        expect(categories(), "r", "z", "z", "z", "z", "z", "x", "y");
    }

    /** After a change of its own. */
    @Test
    @Tag("S167")
    @Requires(Capability.TRANSACTIONS)
    default void aTransactionSeesItsOwnTree() {
        Category root = tree();
        Category moved = new Category(8L, 2L, "y");

        observe(relata().update(moved)
                        .thenMany(relata().from(Category.class)
                                .whereUnder(Category.PARENT, root)
                                .orderBy(asc(Category::id))
                                .values(Category::name))
                        .as(relata()::transactional))
                .answers("a", "b", "c", "d", "e", "y");
    }

    /** What cannot be followed. */
    @Test
    @Tag("S167")
    default void whatLeadsNotUpIsRefused() {
        Category root = tree();

        observe(categories().whereUnder(Category.CHILDREN.limit(3), root).all())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Category.CHILDREN is limited");
        observe(relata().from(Employee.class).whereUnderId(COLLEAGUES, 1L).all())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("goes by links or through others");
        observe(categories().whereUnderId(Category.PARENT, "one").all())
                .sends(0)
                .fails(RefusedException.class);
        observe(relata().from(Division.class)
                        .whereUnder(Division.PARENT, new Division(null, 1L, null, null, "new"))
                        .all())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("is not stored yet");
    }
}
