package dev.relata.test.internal.program;

import static java.util.stream.Collectors.joining;

import dev.relata.test.internal.program.RandomModel.Component;
import dev.relata.test.internal.program.RandomModel.Entity;
import dev.relata.test.internal.program.RandomModel.Links;
import dev.relata.test.internal.program.RandomModel.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random requests over a random model, as expressions of Java over a {@code Relata} called {@code relata}. */
final class RandomRequests {

    /** An expression, and whether its answers have an order. */
    record Request(boolean ordered, String text) {}

    /** A relationship by the name of its constant, and where it leads. */
    private record Way(String constant, Entity target) {}

    private final RandomModel model;
    private final Random random;
    private int given;

    RandomRequests(RandomModel model, Random random) {
        this.model = model;
        this.random = random;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    /** The first requests fill the tables; of the others about half write. */
    Request next() {
        given++;
        Entity entity = any(model.entities);
        if (given <= 5 * model.entities.size()) {
            Entity next = model.entities.get((given - 1) / 5);
            return bag("relata.insert(" + row(next) + ")");
        }
        return any(oneIn(2) ? writes(entity) : reads(entity)).get();
    }

    private static Request bag(String text) {
        return new Request(false, text);
    }

    private static Request list(String text) {
        return new Request(true, text);
    }

    private List<Supplier<Request>> writes(Entity entity) {
        List<Supplier<Request>> writes = new ArrayList<>(List.of(
                () -> bag("relata.insert(" + row(entity) + ")"),
                () -> bag("relata.bulk().insert(List.of(" + rows(entity) + "))"),
                () -> bag("relata.upsert(" + row(entity) + ")"),
                () -> bag("relata.update(" + row(entity) + ")"),
                () -> bag(found(entity, "relata.delete(row)")),
                () -> bag(found(entity, "relata.deletePlan(row).map(plan -> plan.allowed() + \" \" + plan.deleted())")),
                () -> bag("relata.from(" + entity.name + ".class).where(" + filter(entity, 2) + ").deleteAll()"),
                () -> bag("relata.from(" + entity.name + ".class).where(" + filter(entity, 1) + ").update("
                        + assignment(entity) + ")"),
                () -> bag("relata.transactional(relata.insert(" + row(entity) + ").then("
                        + found(entity, "relata.delete(row)") + ").then(relata.upsert(" + row(entity) + ")))")));
        // Whether rows may exchange a unique value in one statement depends on when the database checks it.
        if (entity.references.stream().noneMatch(Reference::unique)) {
            writes.add(() -> bag("relata.bulk().update(List.of(" + rows(entity) + "))"));
            writes.add(() -> bag("relata.bulk().upsert(List.of(" + rows(entity) + "))"));
        }
        entity.references.forEach(reference -> {
            writes.add(() -> bag(found(
                    entity,
                    found(reference.target(), "target", "relata.on(row, " + constant(reference) + ").set(target)"))));
            writes.add(() -> bag(found(entity, "relata.on(row, " + constant(reference) + ").clear()")));
        });
        toManys(entity).forEach(reference -> {
            String on = "relata.on(row, " + inverse(reference) + ")";
            Entity child = reference.source();
            if (reference.unique()) {
                writes.add(() -> bag(found(entity, found(child, "child", on + ".set(child)"))));
                writes.add(() -> bag(found(entity, on + ".clear()")));
            } else {
                writes.add(() -> bag(found(entity, found(child, "child", on + ".add(child)"))));
                writes.add(() -> bag(found(entity, found(child, "child", on + ".remove(child)"))));
                writes.add(() -> bag(found(entity, some(child) + ".flatMap(some -> " + on + ".set(some))")));
                writes.add(() -> bag(found(entity, some(child) + ".flatMap(some -> " + on + ".addMany(some))")));
                writes.add(() -> bag(found(entity, some(child) + ".flatMap(some -> " + on + ".removeMany(some))")));
                writes.add(() -> bag(found(entity, on + ".clear()")));
                writes.add(() -> bag(found(entity, found(entity, "other", on + ".moveAll(other)"))));
            }
        });
        links(entity).forEach(way -> {
            Entity target = way.target();
            String on = "relata.on(row, " + way.constant() + ")";
            writes.add(() -> bag(found(entity, found(target, "target", on + ".add(target)"))));
            writes.add(() -> bag(found(entity, found(target, "target", on + ".remove(target)"))));
            writes.add(() -> bag(found(entity, on + ".addIds(" + id(target) + ", " + id(target) + ")")));
            writes.add(() -> bag(found(entity, on + ".setIds(" + id(target) + ", " + id(target) + ")")));
            writes.add(() -> bag(found(entity, some(target) + ".flatMap(some -> " + on + ".set(some))")));
            writes.add(() -> bag(found(entity, some(target) + ".flatMap(some -> " + on + ".addMany(some))")));
            writes.add(() -> bag(found(entity, some(target) + ".flatMap(some -> " + on + ".removeMany(some))")));
            writes.add(() -> bag(found(entity, on + ".clear()")));
        });
        return writes;
    }

    private List<Supplier<Request>> reads(Entity entity) {
        String from = "relata.from(" + entity.name + ".class)";
        List<Supplier<Request>> reads = new ArrayList<>(List.of(
                () -> bag(selection(entity) + ".all()"),
                () -> list(ordered(entity) + ".all()"),
                () -> list(
                        ordered(entity) + ".limit(" + random.nextInt(4) + ").offset(" + random.nextInt(3) + ").all()"),
                () -> list(ordered(entity) + ".iterate()"),
                () -> list("ValueTexts.pages(" + ordered(entity) + ", " + (1 + random.nextInt(3)) + ")"),
                () -> bag(selection(entity) + ".count()"),
                () -> bag(selection(entity) + ".exists()"),
                () -> bag(selection(entity) + ".ids()"),
                () -> list(ordered(entity) + ".first()"),
                () -> bag(selection(entity) + ".one()"),
                () -> bag(selection(entity) + ".values(" + property(entity, any(entity.values)) + ")"),
                () -> bag(selection(entity) + "." + any(List.of("min", "max", "countDistinct")) + "("
                        + property(entity, any(entity.values)) + ")"),
                () -> bag(from + ".group(" + property(entity, any(entity.values)) + ").count()"),
                () -> bag(found(entity, "Mono.just(row)"))));
        entity.values.stream()
                .filter(value -> value.type().number)
                .forEach(value -> reads.add(() -> bag(
                        selection(entity) + "." + any(List.of("sum", "avg")) + "(" + property(entity, value) + ")")));
        entity.references.forEach(reference -> {
            reads.add(() -> bag("relata.batched(" + selection(entity) + ".all().flatMap(row -> relata.on(row, "
                    + constant(reference) + ").get().map(target -> ValueTexts.text(row) + ValueTexts.text(target))))"));
            reads.add(() ->
                    bag(from + ".fetch(" + constant(reference) + ").graphs().map(graph -> ValueTexts.text(graph.root())"
                            + " + ValueTexts.text(graph.one(" + constant(reference) + ")))"));
        });
        toManys(entity)
                .forEach(reference -> reads.add(() -> bag(
                        reference.unique()
                                ? "relata.batched(" + selection(entity) + ".all().flatMap(row -> relata.on(row, "
                                        + inverse(reference)
                                        + ").get().map(child -> ValueTexts.text(row) + ValueTexts.text(child))))"
                                : many(entity, reference.source(), inverse(reference)))));
        links(entity).forEach(way -> reads.add(() -> bag(many(entity, way.target(), way.constant()))));
        return reads;
    }

    /** Rows with their many, by lookups of a scope, by a plan, or as numbers. */
    private String many(Entity entity, Entity target, String constant) {
        String all = selection(entity);
        return switch (random.nextInt(4)) {
            case 0 ->
                "relata.batched(" + all + ".all().flatMap(row -> relata.on(row, " + constant
                        + ").all().collectList().map(many -> ValueTexts.text(row) + ValueTexts.bag(many))))";
            case 1 ->
                all + ".fetch(" + constant + ", many -> many.where(" + filter(target, 1)
                        + ")).graphs().map(graph -> ValueTexts.text(graph.root()) + ValueTexts.bag(graph.many("
                        + constant + ")))";
            case 2 ->
                all + ".fetchCount(" + constant + ").graphs().map(graph -> ValueTexts.text(graph.root()) + graph.count("
                        + constant + "))";
            default ->
                "relata.batched(" + all + ".all().flatMap(row -> relata.on(row, " + constant + ").where("
                        + filter(target, 1) + ").count().map(count -> ValueTexts.text(row) + count)))";
        };
    }

    private String selection(Entity entity) {
        String from = "relata.from(" + entity.name + ".class)";
        return oneIn(4) ? from : from + ".where(" + filter(entity, 2) + ")";
    }

    private String ordered(Entity entity) {
        Component first = any(entity.values);
        String order =
                selection(entity) + ".orderBy(" + any(List.of("asc", "desc")) + "(" + property(entity, first) + "))";
        return order
                + entity.id.stream()
                        .map(part -> ".thenBy(" + any(List.of("asc", "desc")) + "(" + property(entity, part) + "))")
                        .collect(joining());
    }

    private static String property(Entity entity, Component component) {
        return entity.name + "::" + component.name();
    }

    private String filter(Entity entity, int depth) {
        if (depth > 0 && oneIn(3)) {
            return switch (random.nextInt(3)) {
                case 0 -> "not(" + filter(entity, depth - 1) + ")";
                case 1 -> "anyOf(" + filter(entity, depth - 1) + ", " + filter(entity, depth - 1) + ")";
                default -> "allOf(" + filter(entity, depth - 1) + ", " + filter(entity, depth - 1) + ")";
            };
        }
        if (depth > 0 && oneIn(2)) {
            List<Way> ways = new ArrayList<>(links(entity));
            entity.references.forEach(reference -> ways.add(new Way(constant(reference), reference.target())));
            toManys(entity).forEach(reference -> ways.add(new Way(inverse(reference), reference.source())));
            if (!ways.isEmpty()) {
                Way way = any(ways);
                return any(List.of("related", "noneRelated", "everyRelated")) + "(() -> " + way.constant() + ", "
                        + filter(way.target(), depth - 1) + ")";
            }
        }
        Component component = any(entity.components());
        return "is(" + property(entity, component) + ", " + condition(component) + ")";
    }

    private String condition(Component component) {
        String value = value(component.type());
        if (component.type() == ValueType.TEXT && oneIn(3)) {
            return any(List.of("contains", "startsWith", "endsWith", "like", "containsIgnoreCase", "eqIgnoreCase"))
                    + "(" + value + ")";
        }
        return switch (random.nextInt(5)) {
            case 0 -> any(List.of("in", "notIn")) + "(" + value + ", " + value(component.type()) + ")";
            case 1 -> any(List.of("isNull()", "isNotNull()"));
            case 2 -> "between(" + value + ", " + value(component.type()) + ")";
            default -> any(List.of("eq", "ne", "lt", "lte", "gt", "gte")) + "(" + value + ")";
        };
    }

    private String assignment(Entity entity) {
        Component component = any(entity.values);
        if (component.nullable() && oneIn(3)) {
            return "set(" + property(entity, component) + ", null)";
        }
        if (component.type().number && oneIn(2)) {
            return "set(" + property(entity, component) + ")." + any(List.of("plus", "minus")) + "("
                    + value(component.type()) + ")";
        }
        return "set(" + property(entity, component) + ", " + value(component.type()) + ")";
    }

    private String value(ValueType type) {
        return any(type.values);
    }

    private String row(Entity entity) {
        return row(entity, false);
    }

    private String row(Entity entity, boolean oneOfMany) {
        List<String> values = new ArrayList<>(any(entity.ids));
        for (Reference reference : entity.references) {
            // Whether rows may come before those of the same statement that they refer to depends on when the database
            // checks keys.
            boolean apart = oneOfMany && reference.target() == entity;
            boolean none = reference.optional() && (apart || oneIn(3));
            List<String> target = any(reference.target().ids);
            IntStream.range(0, target.size()).forEach(i -> values.add(none ? "null" : target.get(i)));
        }
        entity.values.forEach(
                component -> values.add(component.nullable() && oneIn(3) ? "null" : value(component.type())));
        return "new " + entity.name + "(" + String.join(", ", values) + ")";
    }

    private String rows(Entity entity) {
        return Stream.generate(() -> row(entity, true))
                .limit(1 + random.nextInt(4))
                .collect(joining(", "));
    }

    private String id(Entity entity) {
        List<String> id = any(entity.ids);
        return id.size() == 1 ? id.get(0) : "List.of(" + String.join(", ", id) + ")";
    }

    private String found(Entity entity, String then) {
        return found(entity, "row", then);
    }

    private String found(Entity entity, String name, String then) {
        return "relata.find(" + entity.name + ".class, " + id(entity) + ").flatMap(" + name + " -> " + then + ")";
    }

    private String some(Entity entity) {
        return selection(entity) + ".all().collectList()";
    }

    private List<Reference> toManys(Entity entity) {
        return model.references.stream()
                .filter(reference -> reference.target() == entity)
                .toList();
    }

    private static String constant(Reference reference) {
        return reference.source().name + "." + reference.constant();
    }

    private static String inverse(Reference reference) {
        return reference.target().name + "." + reference.inverse();
    }

    private List<Way> links(Entity entity) {
        List<Way> ways = new ArrayList<>();
        for (Links links : model.links) {
            if (links.owner() == entity) {
                ways.add(new Way(entity.name + "." + links.constant(), links.target()));
            }
            if (links.target() == entity) {
                ways.add(new Way(entity.name + "." + links.inverse(), links.owner()));
            }
        }
        return ways;
    }
}
