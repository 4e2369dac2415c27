package dev.relata.examples.atlas.model;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;
import dev.relata.model.Unique;
import org.jspecify.annotations.Nullable;

/**
 * A module of the JDK. Immutable.
 *
 * @param id its number
 * @param name its name, for example {@code java.base}
 * @param version its version, if it was recorded
 * @param open whether the whole module is open to reflection
 */
@Table("modules")
public record JdkModule(
        @Id int id, @Unique String name, @Nullable String version, boolean open) {

    /** The modules that this one requires; each link carries the modifiers of the directive. */
    public static final ManyToManyThrough<JdkModule, JdkModule, Requires> REQUIRES =
            manyToMany(JdkModule.class, JdkModule.class).through(Requires::moduleId, Requires::requiredId);

    /** The modules that require this one. */
    public static final ManyToManyThrough<JdkModule, JdkModule, Requires> REQUIRED_BY = REQUIRES.inverse();

    /** Its packages. */
    public static final OneToMany<JdkModule, JdkPackage> PACKAGES = oneToMany(JdkModule.class, JdkPackage::moduleId);
}
