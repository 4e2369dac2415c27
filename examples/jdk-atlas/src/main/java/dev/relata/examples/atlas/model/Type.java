package dev.relata.examples.atlas.model;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;

import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Unique;
import org.jspecify.annotations.Nullable;

/**
 * A type: whatever has a class file of its own, except {@code module-info}. Immutable.
 *
 * @param id its number
 * @param packageId its package
 * @param superclassId its superclass; {@code java.lang.Object} alone has none
 * @param name its binary name, for example {@code java.util.Map$Entry}
 * @param kind what the class file declares
 * @param flags its access flags
 */
public record Type(
        @Id int id,
        int packageId,
        @Nullable Integer superclassId,
        @Unique String name,
        TypeKind kind,
        int flags) {

    /** The package that it is in. */
    public static final ManyToOne<Type, JdkPackage> PACKAGE = manyToOne(Type::packageId, JdkPackage.class);

    /** The class that it extends. */
    public static final ManyToOne<Type, Type> SUPERCLASS =
            manyToOne(Type::superclassId, Type.class).optional();

    /** The types that extend it directly; interfaces, by their class files, extend {@code Object}. */
    public static final OneToMany<Type, Type> SUBCLASSES =
            oneToMany(Type.class, Type::superclassId).orderBy(asc(Type::name));

    /** The interfaces that it names itself. */
    public static final ManyToManyThrough<Type, Type, Implementation> INTERFACES =
            manyToMany(Type.class, Type.class).through(Implementation::typeId, Implementation::interfaceId);

    /** The types that name it as an interface of theirs: classes that implement it, interfaces that extend it. */
    public static final ManyToManyThrough<Type, Type, Implementation> IMPLEMENTORS = INTERFACES.inverse();

    /** Its methods. */
    public static final OneToMany<Type, Method> METHODS = oneToMany(Type.class, Method::typeId);

    /** Its fields. */
    public static final OneToMany<Type, Field> FIELDS = oneToMany(Type.class, Field::typeId);
}
