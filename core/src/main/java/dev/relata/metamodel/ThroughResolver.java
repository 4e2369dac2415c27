package dev.relata.metamodel;

import dev.relata.error.ModelException;
import dev.relata.model.Filter;
import dev.relata.model.HasOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Relationship;
import dev.relata.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Puts together the relationships that another one goes through: their keys as one way, their conditions as the target's. */
final class ThroughResolver {

    private final String name;
    private final List<Segment> segments = new ArrayList<>();

    /** A relationship on the way, and what the model knows of it. */
    private record Segment(Relationship<?, ?> relationship, RelationshipType<?, ?> type) {

        /** Whether a row that it leads to has one row on the way that leads there. */
        boolean parted() {
            boolean held = type.kind().keyOnTarget();
            Set<Attribute> key = Set.copyOf(type.ownerKey());
            return held
                    && Stream.concat(Stream.of(type.owner().id()), type.owner().uniqueKeys().stream())
                            .anyMatch(unique -> !unique.isEmpty() && key.containsAll(unique));
        }
    }

    /** The way back along a relationship; equal for the same one, so that views of a relationship have equal steps. */
    private record OtherSide(Relationship<?, ?> relationship) implements Supplier<Relationship<Object, Object>> {
        @Override
        @SuppressWarnings("unchecked") // the ends are compared when the segments are put together
        public Relationship<Object, Object> get() {
            return (Relationship<Object, Object>)
                    (relationship instanceof HasOne<?, ?> one
                            ? one.inverse()
                            : ((OneToMany<?, ?>) relationship).inverse());
        }
    }

    private ThroughResolver(String name) {
        this.name = name;
    }

    /**
     * Resolves a relationship that goes through others.
     *
     * @param name the name of the constant, with which every error begins
     * @param resolver resolves one of the others
     */
    static <S, T> RelationshipType<S, T> resolve(
            String name,
            Relationship<S, T> relationship,
            Function<Relationship<?, ?>, RelationshipType<?, ?>> resolver) {
        ThroughResolver through = new ThroughResolver(name);
        for (Relationship<?, ?> segment : relationship.mapping().segments()) {
            through.add(segment, resolver.apply(segment));
        }
        List<Step<T>> steps = through.steps();
        steps.addAll(relationship.steps());
        return new RelationshipType<>(name, relationship.mapping(), through.association(), steps);
    }

    private void add(Relationship<?, ?> relationship, RelationshipType<?, ?> type) {
        Segment segment = new Segment(relationship, type);
        refuseIf(type.limited(), "goes through " + type.name() + ", which is limited: go through it without its limit");
        Junction junction = type.junction();
        refuseIf(
                junction != null && junction.type().idArray().isPresent(),
                "goes through " + type.name() + ", which is storedAs(ID_ARRAY) and has no rows on the way: write it as"
                        + " whereAny(…), or keep the links in a junction");
        EntityType<?> before = segments.isEmpty()
                ? type.owner()
                : segments.get(segments.size() - 1).type().target();
        refuseIf(
                before != type.owner(),
                "goes through " + type.name() + ", which starts from "
                        + type.owner().name() + " and not from " + before.name()
                        + ": name relationships that follow one another");
        segments.add(segment);
    }

    private Association association() {
        List<Association> hops = segments.stream()
                .flatMap(segment -> segment.type().association().hops().stream())
                .toList();
        Association first = hops.get(0);
        Association last = hops.get(hops.size() - 1);
        Junction way = new Junction(
                first.target(), first.targetKey(), last.sourceKey(), null, false, hops.subList(1, hops.size() - 1));
        return new Association(first.source(), first.sourceKey(), way, last.target(), last.targetKey());
    }

    /** The conditions on the rows on the way as conditions on the target, and the steps of the last relationship. */
    @SuppressWarnings("unchecked") // the last relationship leads to the target
    private <T> List<Step<T>> steps() {
        List<Step<T>> steps = new ArrayList<>();
        for (int i = 0; i < segments.size() - 1; i++) {
            for (Step<?> step : segments.get(i).type().steps()) {
                if (step instanceof Step.Where<?> where) {
                    steps.add(new Step.Where<>((Filter<T>) ofTarget(where.filter(), i)));
                }
            }
        }
        segments.get(segments.size() - 1).type().steps().forEach(step -> steps.add((Step<T>) step));
        return steps;
    }

    private Filter<?> ofTarget(Filter<?> filter, int place) {
        Filter<?> condition = filter;
        for (Segment after : segments.subList(place + 1, segments.size())) {
            refuseIf(
                    !after.parted(),
                    "goes through " + segments.get(place).type().name() + ", which has a filter, and then through "
                            + after.type().name() + ", by which a row may come from several, whatever passes the"
                            + " filter: leave the filter out, or write it as whereAny(…)");
            condition = related(after.relationship(), condition);
        }
        return condition;
    }

    @SuppressWarnings("unchecked") // the filter is on the rows that the other side leads to
    private static Filter<?> related(Relationship<?, ?> relationship, Filter<?> filter) {
        return new Filter.Related<>(new OtherSide(relationship), Filter.Quantifier.ANY, (Filter<Object>) filter);
    }

    private void refuseIf(boolean wrong, String problem) {
        if (wrong) {
            throw new ModelException(List.of(name + " " + problem));
        }
    }
}
