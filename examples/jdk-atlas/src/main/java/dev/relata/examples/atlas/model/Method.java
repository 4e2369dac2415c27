package dev.relata.examples.atlas.model;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;

/**
 * A method of a class file: constructors, initialisers and synthetic methods too. Immutable.
 *
 * @param id its number
 * @param typeId the type that declares it
 * @param name its name, for example {@code length} or {@code <init>}
 * @param descriptor its parameters and result, for example {@code (I)C}
 * @param flags its access flags
 */
public record Method(@Id int id, int typeId, String name, String descriptor, int flags) {

    /** The type that declares it. */
    public static final ManyToOne<Method, Type> TYPE = manyToOne(Method::typeId, Type.class);

    /** The methods that its instructions name. */
    public static final ManyToManyThrough<Method, Method, Call> CALLEES =
            manyToMany(Method.class, Method.class).through(Call::callerId, Call::calleeId);

    /** The methods whose instructions name it. */
    public static final ManyToManyThrough<Method, Method, Call> CALLERS = CALLEES.inverse();
}
