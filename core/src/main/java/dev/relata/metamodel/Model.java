package dev.relata.metamodel;

import dev.relata.error.ModelException;
import dev.relata.error.RefusedException;
import dev.relata.model.NamedProperty;
import dev.relata.model.Property;
import dev.relata.model.PropertyRef;
import dev.relata.model.RecordMapping;
import dev.relata.model.Relationship;
import dev.relata.model.RelationshipMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All entities and relationships of an application, checked as a whole. Immutable, thread-safe.
 *
 * <p>Building it initialises every record on the calling thread, one after another, and reads the relationship constants
 * of each; everything that is wrong is reported at once.
 */
public final class Model {

    private final EntityTypes entities;
    private final Map<Relationship<?, ?>, RelationshipType<?, ?>> byConstant;
    private final List<RelationshipType<?, ?>> relationships;
    private final RelationshipResolver resolver;
    private final References references;
    private final ModelOptions options;
    /** Keyed by the class of the method reference: each place in the code that writes one has a class of its own. */
    private final Map<Class<?>, PropertyRef> properties = new ConcurrentHashMap<>();

    private final Map<Class<?>, EntityType<?>> answers = new ConcurrentHashMap<>();

    private Model(
            EntityTypes entities,
            Map<Relationship<?, ?>, RelationshipType<?, ?>> byConstant,
            RelationshipResolver resolver,
            ModelOptions options,
            List<String> errors) {
        this.options = options;
        this.entities = entities;
        this.byConstant = byConstant;
        this.relationships = byConstant.values().stream()
                .sorted(Comparator.comparing(RelationshipType::name))
                .<RelationshipType<?, ?>>map(type -> type)
                .toList();
        this.resolver = resolver;
        this.references = References.of(relationships, errors);
    }

    /**
     * Builds a model.
     *
     * @param types the records, in any order
     * @return the model
     * @throws ModelException with every error found
     */
    public static Model of(Class<?>... types) {
        return of(List.of(types));
    }

    /**
     * Builds a model.
     *
     * @param types the records, in any order
     * @return the model
     * @throws ModelException with every error found
     */
    public static Model of(Collection<Class<?>> types) {
        return of(types, ModelOptions.DEFAULTS);
    }

    /**
     * Builds a model of records that another library's annotations say something of.
     *
     * @param types the records, in any order
     * @param mapping returns what they say of a record
     * @return the model
     * @throws ModelException with every error found
     */
    public static Model of(Collection<Class<?>> types, Function<Class<?>, RecordMapping> mapping) {
        return of(types, ModelOptions.DEFAULTS.mapping(mapping));
    }

    /**
     * Builds a model as options say.
     *
     * @param types the records, in any order
     * @param options names, converters, and what another library says of records
     * @return the model
     * @throws ModelException with every error found
     */
    public static Model of(Collection<Class<?>> types, ModelOptions options) {
        List<String> errors = new ArrayList<>();
        if (types.isEmpty()) {
            errors.add("there are no records in the model: give them to model(Author.class, Book.class, …)");
        }
        EntityTypes entities = EntityTypes.read(new LinkedHashSet<>(types), options, errors);
        Constants constants = Constants.read(entities.byRecord().keySet(), errors);
        RelationshipResolver resolver = new RelationshipResolver(entities, constants, options.naming());
        Model model = new Model(entities, resolver.resolveAll(errors), resolver, options, errors);
        new ModelCheck(model, constants, errors).run();
        if (!errors.isEmpty()) {
            throw new ModelException(errors);
        }
        return model;
    }

    /**
     * Answers all entities.
     *
     * @return the entities in the order given, unmodifiable
     */
    public Collection<EntityType<?>> entities() {
        return List.copyOf(entities.byRecord().values());
    }

    /**
     * Answers the entity of a record.
     *
     * @param type the record
     * @param <E> the record
     * @return the entity
     * @throws ModelException where the record is not in the model
     */
    @SuppressWarnings("unchecked") // entities are kept under their own class
    public <E> EntityType<E> entity(Class<E> type) {
        EntityType<?> entity = entities.get(RefusedException.unlessNull(type, "model", "the class of the record"));
        if (entity == null) {
            throw new ModelException(List.of(
                    type.getSimpleName() + " is not in the model: add " + type.getSimpleName() + ".class to model(…)"));
        }
        return (EntityType<E>) entity;
    }

    /**
     * Answers all relationships that are constants of the records.
     *
     * @return the relationships by name, unmodifiable
     */
    public List<RelationshipType<?, ?>> relationships() {
        return relationships;
    }

    /**
     * Answers what the model knows of a relationship, be it a constant, a view of one, or made on the spot.
     *
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return its type
     * @throws ModelException where it does not fit the model
     */
    @SuppressWarnings("unchecked") // kept under the declaration whose type arguments it has
    public <S, T> RelationshipType<S, T> relationship(Relationship<S, T> relationship) {
        RelationshipType<?, ?> known = byConstant.get(RefusedException.unlessNull(
                relationship, "model", "the relationship (a constant is null before its record is initialised)"));
        if (known != null) {
            return (RelationshipType<S, T>) known;
        }
        return resolver.resolve(relationship);
    }

    /**
     * Writes a relationship as it is written in Java, for messages.
     *
     * @param relationship a relationship of this model
     * @return the constant and what was chained to it, such as {@code Author.BOOKS.limit(2)}
     */
    public String describe(RelationshipType<?, ?> relationship) {
        return new RelationshipWords(this).of(relationship);
    }

    /**
     * Returns the type of the rows that a statement of the user's own answers as records.
     *
     * @param record an entity, or any record: its columns are named as those of entities are, and it needs no id
     * @param <E> the record
     * @return the type
     * @throws ModelException where the record cannot be read
     */
    @SuppressWarnings("unchecked") // kept under its own class
    public <E> EntityType<E> answer(Class<E> record) {
        EntityType<?> entity = entities.get(RefusedException.unlessNull(record, "model", "the class of the record"));
        return (EntityType<E>) (entity == null ? answers.computeIfAbsent(record, this::readAnswer) : entity);
    }

    private EntityType<?> readAnswer(Class<?> record) {
        List<String> errors = new ArrayList<>();
        EntityType<?> type = EntityReader.answer(record, options, errors);
        if (type == null || !errors.isEmpty()) {
            throw new ModelException(errors);
        }
        return type;
    }

    /**
     * Answers the relationships that every fetch plan of a type holds.
     *
     * @param type the entity
     * @return those that are declared {@code eager()}, by name; of several views of one relation the plainest
     */
    public List<RelationshipType<?, ?>> eager(EntityType<?> type) {
        Map<RelationshipMapping, RelationshipType<?, ?>> plainest = new LinkedHashMap<>();
        for (RelationshipType<?, ?> relationship : relationships) {
            if (relationship.owner() == type && relationship.mapping.eager()) {
                plainest.merge(
                        relationship.mapping,
                        relationship,
                        (one, other) -> other.steps().size() < one.steps().size() ? other : one);
            }
        }
        return List.copyOf(plainest.values());
    }

    /** The type of a constant, or null where it could not be resolved. */
    @Nullable
    RelationshipType<?, ?> known(Relationship<?, ?> constant) {
        return byConstant.get(constant);
    }

    /**
     * Answers the attribute that a property of an entity names.
     *
     * @param type the entity
     * @param property a method reference to an accessor of its record
     * @return the attribute
     * @throws ModelException where it is a lambda, or not a component of the record
     */
    public Attribute attribute(EntityType<?> type, Property<?, ?> property) {
        RefusedException.unlessNull(property, type.name(), "the property");
        PropertyRef reference = property instanceof NamedProperty<?, ?>
                ? PropertyRef.of(property)
                : properties.computeIfAbsent(property.getClass(), any -> PropertyRef.of(property));
        return type.find(reference.name())
                .orElseThrow(() -> new ModelException(List.of(type.name() + " has no component " + reference.name()
                        + ": the property is of " + reference.owner().getSimpleName() + "; it has "
                        + type.attributes().stream().map(Attribute::name).toList())));
    }

    /**
     * Answers by which keys rows refer to rows: those of to-ones, of to-manys that no to-one mirrors, and of links.
     *
     * @return one for each key; those of links first, each kind by name
     */
    public List<Reference> references() {
        return references.all();
    }

    /**
     * Answers what refers to rows of a type: the keys of to-ones, of to-manys that no to-one mirrors, and of links. Rows that
     * are only read hold nothing back and follow nothing, so that neither what they refer to is answered, nor what refers to them.
     *
     * @param type the entity
     * @return one for each key, by name
     */
    public List<Reference> references(EntityType<?> type) {
        return references.all().stream()
                .filter(reference -> reference.parent() == type && !reference.readOnly())
                .toList();
    }

    /**
     * Returns the keys that a relationship goes by.
     *
     * @param relationship a relationship of this model
     * @return the key that one of its ends holds; of a relationship by links both of theirs, first the one to the owner; none of one
     *     that goes through others
     */
    public List<Reference> references(RelationshipType<?, ?> relationship) {
        return references.of(relationship);
    }
}
