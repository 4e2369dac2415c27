package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.ne;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.NotFetchedException;
import dev.relata.query.Graph;
import dev.relata.query.Recursion;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Category;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fetch plans that follow a relation of a type to itself. */
public interface RecursionContract extends StoreUnderTest {

    /** Stores a root with two branches: {@code r(a(c(e)) b(d))}. */
    private void tree() {
        stored(new Category(1L, null, "r"));
        stored(new Category(2L, 1L, "a"));
        stored(new Category(3L, 1L, "b"));
        stored(new Category(4L, 2L, "c"));
        stored(new Category(5L, 3L, "d"));
        stored(new Category(6L, 4L, "e"));
    }

    private Selection<Category> root() {
        return relata().from(Category.class).where(Category::id, eq(1L));
    }

    private static String text(Graph<Category> graph) {
        List<Graph<Category>> below = graph.fetched(Category.CHILDREN) ? graph.graphs(Category.CHILDREN) : List.of();
        String children = below.stream().map(RecursionContract::text).collect(Collectors.joining(" "));
        String name = graph.root().name() + (graph.repeated() ? "…" : "");
        return children.isEmpty() ? name : name + "(" + children + ")";
    }

    /** To the end. */
    @Test
    @Tag("S78")
    default void aRecursionToTheEndIsOneStatementForEachLevel() {
        tree();

        observe(root().fetch(Category.CHILDREN, Recursion.toEnd()).graphs().map(RecursionContract::text))
                .sends(5)
                .answers("r(a(c(e)) b(d))");
        observe(root().fetch(Category.CHILDREN, Recursion.toEnd(), c -> c.where(Category::name, ne("a")))
                        .graphs()
                        .map(RecursionContract::text))
                .sends(4)
                .answers("r(b(d))");
        observe(root().fetch(Category.CHILDREN, Recursion.toEnd(), c -> c.limit(1))
                        .graphs()
                        .map(RecursionContract::text))
                .sends(5)
                .answers("r(a(c(e)))");
    }

    /** To a depth. */
    @Test
    @Tag("S77")
    default void aRecursionToADepthEndsThereAndSaysSo() {
        tree();

        Graph<Category> graph = observe(
                        root().fetch(Category.CHILDREN, Recursion.toDepth(2)).graphs())
                .sends(3)
                .value();

        assertThat(text(graph)).isEqualTo("r(a(c) b(d))");
        Graph<Category> last =
                graph.graphs(Category.CHILDREN).get(0).graphs(Category.CHILDREN).get(0);
        assertThat(last.fetched(Category.CHILDREN)).isFalse();
        assertThatThrownBy(() -> last.many(Category.CHILDREN))
                .isInstanceOf(NotFetchedException.class)
                .hasMessageContaining("Category.CHILDREN")
                .hasMessageContaining("depth");
    }

    /** The way up, and what else is fetched on it. */
    @Test
    @Tag("S78")
    default void aRecursionUpwardsFetchesMoreForEachStep() {
        tree();

        Graph<Category> leaf = observe(relata().from(Category.class)
                        .where(Category::id, eq(6L))
                        .fetch(Category.PARENT, Recursion.toEnd(), parent -> parent.fetchCount(Category.CHILDREN))
                        .graphs())
                .sends(7)
                .value();

        StringBuilder way = new StringBuilder(leaf.root().name());
        Graph<Category> at = leaf;
        while (!at.graphs(Category.PARENT).isEmpty()) {
            at = at.graphs(Category.PARENT).get(0);
            way.append(at.root().name()).append(at.count(Category.CHILDREN));
        }
        assertThat(way).hasToString("ec1a1r2");
    }

    /** Rows that lie below themselves. */
    @Test
    @Tag("S78")
    default void cyclesEndWhereARowComesUpAgain() {
        tree();
        observe(root().update(set(Category::parentId, 6L))).answers(1L);
        stored(new Category(7L, null, "loop"));
        observe(relata().from(Category.class).where(Category::id, eq(7L)).update(set(Category::parentId, 7L)))
                .answers(1L);

        observe(root().fetch(Category.CHILDREN, Recursion.toEnd()).graphs().map(RecursionContract::text))
                .sends(5)
                .answers("r(a(c(e(r…))) b(d))");
        observe(relata().from(Category.class)
                        .orderBy(asc(Category::id))
                        .fetch(Category.CHILDREN, Recursion.toEnd())
                        .graphs()
                        .map(RecursionContract::text))
                .sends(7)
                .answers(
                        "r(a(c(e(r…))) b(d))",
                        "a(c(e(r(a… b(d)))))",
                        "b(d)",
                        "c(e(r(a(c…) b(d))))",
                        "d",
                        "e(r(a(c(e…)) b(d)))",
                        "loop(loop…)");
    }
}
