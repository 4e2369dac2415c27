package dev.relata.internal.plan;

import dev.relata.metamodel.Model;
import dev.relata.metamodel.RelationshipType;
import dev.relata.query.Fetch.What;
import java.util.List;
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
    String fetching(What what, @Nullable String alias, RelationshipType<?, ?> relationship) {
        String name = name(relationship);
        String given = alias == null ? name : "\"" + alias + "\", " + name;
        return switch (what) {
            case ROWS -> "fetch(" + given + (alias == null ? "" : ", …") + ")";
            case LINKS ->
                alias == null ? "fetchLinks(" + name + ")" : "fetch(Fetch.links(" + name + ").as(\"" + alias + "\"))";
            case COUNT ->
                alias == null ? "fetchCount(" + name + ")" : "fetch(Fetch.count(" + name + ").as(\"" + alias + "\"))";
        };
    }

    String fetching(PlanBranch branch) {
        return fetching(branch.what(), branch.alias(), branch.relationship());
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
        };
        return asking(method, branch);
    }

    String asking(String method, PlanBranch branch) {
        String alias = branch.alias() == null ? "" : "\"" + branch.alias() + "\", ";
        return "graph." + method + "(" + alias + name(branch.relationship()) + ")";
    }
}
