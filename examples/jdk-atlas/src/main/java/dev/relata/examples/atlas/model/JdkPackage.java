package dev.relata.examples.atlas.model;

import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;

/**
 * A package that holds types, in one module. Immutable.
 *
 * @param id its number
 * @param moduleId its module
 * @param name its name, for example {@code java.util}
 * @param exported whether the module exports it to everyone
 */
@Table("packages")
public record JdkPackage(@Id int id, int moduleId, String name, boolean exported) {

    /** The module that it is in. */
    public static final ManyToOne<JdkPackage, JdkModule> MODULE = manyToOne(JdkPackage::moduleId, JdkModule.class);

    /** Its types. */
    public static final OneToMany<JdkPackage, Type> TYPES = oneToMany(JdkPackage.class, Type::packageId);
}
