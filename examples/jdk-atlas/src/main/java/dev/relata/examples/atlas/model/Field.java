package dev.relata.examples.atlas.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;

/**
 * A field of a class file, synthetic ones too. Immutable.
 *
 * @param id its number
 * @param typeId the type that declares it
 * @param name its name
 * @param descriptor its type, for example {@code I} or {@code Ljava/lang/String;}
 * @param flags its access flags
 */
public record Field(@Id int id, int typeId, String name, String descriptor, int flags) {

    /** The type that declares it. */
    public static final ManyToOne<Field, Type> TYPE = manyToOne(Field::typeId, Type.class);
}
