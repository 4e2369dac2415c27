package dev.relata.schema.source;

import dev.relata.model.OnDelete;
import dev.relata.schema.live.LiveForeignKey;
import dev.relata.schema.live.ReferentialAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A foreign key as a relationship between two records. Immutable.
 *
 * @param child the record that holds the key
 * @param parent the record that it refers to
 * @param key the constraint
 * @param columns the columns that refer, in the order of {@code references}
 * @param references the columns that are referred to, in the order of the parent's components
 */
record KeyRelation(
        RecordType child, RecordType parent, LiveForeignKey key, List<String> columns, List<String> references) {

    /** What names of columns that refer end in, besides the name of what they refer to. */
    private static final Set<String> SUFFIXES = Set.of("id", "fk", "ref");

    /** Finds the foreign keys between some tables that can be relationships, each once. */
    static List<KeyRelation> all(Map<String, RecordType> types) {
        Map<List<String>, KeyRelation> relations = new LinkedHashMap<>();
        for (RecordType child : types.values()) {
            for (LiveForeignKey key : child.table().foreignKeys()) {
                Optional.ofNullable(types.get(key.table()))
                        .map(parent -> of(child, parent, key))
                        .filter(KeyRelation::isPossible)
                        .ifPresent(relation -> relations.putIfAbsent(relation.place(), relation));
            }
        }
        return List.copyOf(relations.values());
    }

    private static KeyRelation of(RecordType child, RecordType parent, LiveForeignKey key) {
        List<String> order =
                parent.table().columns().stream().map(column -> column.name()).toList();
        List<Integer> places = IntStream.range(0, key.columns().size())
                .boxed()
                .sorted(Comparator.comparing(
                        place -> order.indexOf(key.references().get(place))))
                .toList();
        return new KeyRelation(
                child,
                parent,
                key,
                places.stream().map(place -> key.columns().get(place)).toList(),
                places.stream().map(place -> key.references().get(place)).toList());
    }

    /** Whether the key can be a relationship: its components hold the same values as those that they refer to. */
    boolean isPossible() {
        return IntStream.range(0, columns.size()).allMatch(this::sameValues);
    }

    private boolean sameValues(int place) {
        return JavaTypeText.compatible(
                child.column(columns.get(place)).value(),
                parent.column(references.get(place)).value());
    }

    /** Whether the columns have the types of those that they refer to, lengths included. */
    boolean hasSameTypes() {
        return IntStream.range(0, columns.size())
                .allMatch(place -> child.column(columns.get(place))
                        .type()
                        .equals(parent.column(references.get(place)).type()));
    }

    boolean toId() {
        return references.equals(parent.id());
    }

    /** Whether no two rows refer to one, so that the relationship is a one-to-one. */
    boolean isSingle() {
        Set<String> own = new HashSet<>(columns);
        return child.table().keys().stream()
                .filter(unique -> !child.table().deferrableKeys().contains(unique))
                .anyMatch(unique -> unique.size() == own.size() && own.containsAll(unique));
    }

    /** The columns that a delete can clear. */
    private List<String> clearable() {
        return columns.stream()
                .filter(column -> !child.id().contains(column))
                .filter(column -> child.isNullable(child.column(column)))
                .toList();
    }

    boolean isOptional() {
        return !clearable().isEmpty();
    }

    /** What the relationship says of a delete; what it has no words for is left to the constraint. */
    OnDelete onDelete() {
        ReferentialAction action = key.action();
        return action == ReferentialAction.SET_NULL && !clearsAsRelata() ? OnDelete.DO_NOTHING : action.onDelete();
    }

    /** Relata clears what can be cleared; a constraint clears all, or what it names. */
    private boolean clearsAsRelata() {
        List<String> clearable = clearable();
        boolean all = clearable.size() == columns.size();
        if (clearable.isEmpty()) {
            return false;
        }
        return all ? key.cleared().isEmpty() : new HashSet<>(key.cleared()).equals(new HashSet<>(clearable));
    }

    /** The words of the relationship, as the columns name it: author of {@code author_id}. */
    List<String> words() {
        int[] own = IntStream.range(0, columns.size())
                .filter(place -> columns.size() == 1 || !columns.get(place).equals(references.get(place)))
                .toArray();
        return own.length == 1 ? words(own[0]) : JavaNames.words(parent.name());
    }

    private List<String> words(int place) {
        List<String> words = JavaNames.words(columns.get(place));
        List<String> referred = JavaNames.words(references.get(place));
        if (words.isEmpty() || referred.isEmpty()) {
            return JavaNames.words(parent.name());
        }
        int last = words.size() - 1;
        boolean named = words.get(last).equals(referred.get(referred.size() - 1)) || SUFFIXES.contains(words.get(last));
        if (last == 0) {
            return named ? JavaNames.words(parent.name()) : words;
        }
        return named ? words.subList(0, last) : words;
    }

    /** What it refers by, to know a constraint that is there twice. */
    List<String> place() {
        List<String> place = new ArrayList<>(List.of(child.table().name()));
        place.addAll(columns);
        place.add(parent.table().name());
        place.addAll(references);
        return place;
    }
}
