package dev.relata.examples.atlas.model;

import dev.relata.model.Model;

/** The records of this example as one checked model. */
public final class AtlasModel {

    private AtlasModel() {}

    /**
     * Checks all records and their relationships together.
     *
     * @return the model
     */
    public static Model create() {
        return Model.of(
                JdkModule.class,
                Requires.class,
                JdkPackage.class,
                Type.class,
                Implementation.class,
                Method.class,
                Field.class,
                Call.class,
                Import.class);
    }
}
