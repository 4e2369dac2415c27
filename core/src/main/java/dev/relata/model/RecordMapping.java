package dev.relata.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What another library's annotations and naming rules say of how a record is stored, so that its records need no second set of
 * annotations. Annotations of this package may stand beside it, and win over names that nobody has written down; two written
 * names that differ are an error of the model. Immutable.
 *
 * @param table the name of the table, or null where nothing is said
 * @param components what is said of components, by their names
 * @param errors what the other library allows and Relata does not, each saying what, where and what to do
 */
public record RecordMapping(@Nullable Name table, Map<String, Component> components, List<String> errors) {

    /** Nothing is said. */
    public static final RecordMapping NONE = new RecordMapping(null, Map.of(), List.of());

    /**
     * Copies the collections.
     *
     * @param table the name of the table, or null
     * @param components what is said of components, by their names
     * @param errors what is not possible
     */
    public RecordMapping {
        components = Map.copyOf(components);
        errors = List.copyOf(errors);
    }

    /**
     * What is said of a component.
     *
     * @param name the component's name
     * @return what is said of it; nothing for one that is not named
     */
    public Component component(String name) {
        return components.getOrDefault(name, Component.NONE);
    }

    /**
     * Adds what another source says of the record.
     *
     * @param other what it says; names that stand here already win
     * @return both
     */
    public RecordMapping and(RecordMapping other) {
        Map<String, Component> both = new HashMap<>(components);
        other.components.forEach((name, component) -> both.merge(name, component, Component::and));
        return new RecordMapping(
                table == null ? other.table : table,
                both,
                Stream.concat(errors.stream(), other.errors.stream()).toList());
    }

    /**
     * The name of a table or of a column.
     *
     * @param value the name, unquoted, a table's with its schema where it has one
     * @param annotation the annotation that gives it, as errors name it, such as {@code @Table}; null for the default of a naming
     *     rule
     */
    public record Name(String value, @Nullable String annotation) {}

    /**
     * How a component is stored.
     *
     * @param column the name of the column, or null where nothing is said
     * @param roles what it is for
     */
    public record Component(@Nullable Name column, Set<Role> roles) {

        /** Nothing is said. */
        public static final Component NONE = new Component(null, Set.of());

        /**
         * Copies the roles.
         *
         * @param column the name of the column, or null
         * @param roles what it is for
         */
        public Component {
            roles = Set.copyOf(roles);
        }

        private Component and(Component other) {
            Set<Role> both = new HashSet<>(roles);
            both.addAll(other.roles);
            return new Component(column == null ? other.column : column, both);
        }

        /**
         * Tells whether the component has a role.
         *
         * @param role the role
         * @return true where it is said
         */
        public boolean is(Role role) {
            return roles.contains(role);
        }
    }

    /** What a component is for. */
    public enum Role {
        /** Part of the id, as {@link Id} says; one that can be null is given by the database, also without {@code @Nullable}. */
        ID,
        /**
         * The version, as {@link Version} says, and the mark of rows that are not stored: null, or 0 of a primitive. So an insert
         * stores the first number that is no such mark, 0 of an Integer or Long and 1 of an int or long.
         */
        VERSION,
        /** The time of creation, as {@link CreatedAt} says. */
        CREATED_AT,
        /** The time of the last change, as {@link UpdatedAt} says. */
        UPDATED_AT,
        /** Stored with the insert, and changed by no update. */
        INSERT_ONLY,
        /** Only read: the database gives it. */
        READ_ONLY,
        /** May be null, as an annotation {@code @Nullable} says. */
        NULLABLE,
        /** Not stored: null, 0 or false in every row that is read. */
        TRANSIENT
    }
}
