package dev.relata.internal.plan;

import dev.relata.metamodel.Model;
import dev.relata.metamodel.RelationshipType;
import dev.relata.query.Fetch.What;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Path;
import dev.relata.spi.RowValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the calls that fetch something, and those that ask a graph for it. */
final class PlanMessages {

    private final Model model;

    PlanMessages(Model model) {
        this.model = model;
    }

    String name(RelationshipType<?, ?> relationship) {
        return model.describe(relationship);
    }

    /** The call that fetches, such as {@code fetch(Author.BOOKS)}. */
    String fetching(
            What what, @Nullable String alias, RelationshipType<?, ?> relationship, @Nullable Aggregate aggregate) {
        String name = name(relationship);
        String given = alias == null ? name : "\"" + alias + "\", " + name;
        return switch (what) {
            case ROWS -> "fetch(" + given + (alias == null ? "" : ", …") + ")";
            case LINKS ->
                alias == null ? "fetchLinks(" + name + ")" : "fetch(Fetch.links(" + name + ").as(\"" + alias + "\"))";
            case COUNT ->
                alias == null ? "fetchCount(" + name + ")" : "fetch(Fetch.count(" + name + ").as(\"" + alias + "\"))";
            case AGGREGATE -> {
                String computed = name + ", " + (aggregate == null ? "…" : call(aggregate)) + ")";
                yield alias == null
                        ? "fetchAggregate(" + computed
                        : "fetch(Fetch.aggregate(" + computed + ".as(\"" + alias + "\"))";
            }
        };
    }

    String fetching(PlanBranch branch) {
        return fetching(branch.what(), branch.alias(), branch.relationship(), branch.aggregate());
    }

    List<String> fetching(PlanShape shape) {
        return shape.branches().stream().map(this::fetching).toList();
    }

    /** The call that asks a graph, such as {@code graph.many(Author.BOOKS)}. */
    String asking(PlanBranch branch) {
        String method = switch (branch.what()) {
            case ROWS -> branch.single() ? "one" : "many";
            case LINKS -> "links";
            case COUNT -> "count";
            case AGGREGATE -> "aggregate";
        };
        return asking(method, branch);
    }

    /** An aggregate as it is called, such as {@code sum(Book::pages)}. */
    private static String call(Aggregate aggregate) {
        RowValue operand = aggregate.operand();
        String function = aggregate.function().name().toLowerCase(Locale.ROOT);
        String given = operand instanceof Path path && path.steps().isEmpty()
                ? path.describe().replace(".", "::")
                : operand == null ? "" : operand.describe();
        return function + (aggregate.distinct() ? "Distinct(" : "(") + given + ")";
    }

    /** What an aggregate adds to the name of its relationship where all of a graph is written. */
    static String suffix(Aggregate aggregate) {
        StringBuilder suffix = new StringBuilder();
        RowValue operand = aggregate.operand();
        for (String word : (operand == null ? "" : operand.describe()).split("[^\\p{L}\\p{N}]+", -1)) {
            boolean name = !word.isEmpty() && !Character.isUpperCase(word.charAt(0));
            suffix.append(name ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : "");
        }
        String function = aggregate.function().name().toLowerCase(Locale.ROOT);
        return suffix.append(Character.toUpperCase(function.charAt(0)))
                .append(function.substring(1))
                .toString();
    }

    String asking(String method, PlanBranch branch) {
        String alias = branch.alias() == null ? "" : "\"" + branch.alias() + "\", ";
        Aggregate aggregate = branch.what() == What.AGGREGATE ? branch.aggregate() : null;
        String computed = aggregate == null ? "" : ", " + call(aggregate);
        return "graph." + method + "(" + alias + name(branch.relationship()) + computed + ")";
    }
}
