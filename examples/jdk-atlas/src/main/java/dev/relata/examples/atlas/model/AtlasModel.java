package dev.relata.examples.atlas.model;

import dev.relata.Relata;
import dev.relata.observe.NPlusOne;
import dev.relata.spi.Store;

/** The records of this example as one model. */
public final class AtlasModel {

    private AtlasModel() {}

    /**
     * Checks all records and their relationships together and opens them over a store, which warns of lookups that go out one
     * by one.
     *
     * @param store where the rows are
     * @return the front door to them
     */
    public static Relata on(Store store) {
        return on(store, NPlusOne.WARN);
    }

    /**
     * Checks all records and their relationships together and opens them over a store.
     *
     * @param store where the rows are
     * @param mode what happens to lookups that go out one by one
     * @return the front door to them
     */
    public static Relata on(Store store, NPlusOne mode) {
        return Relata.builder().store(store).model(records()).nPlusOne(mode).build();
    }

    /**
     * The records themselves, for what puts them together in another way.
     *
     * @return all of them
     */
    public static Class<?>[] records() {
        return new Class<?>[] {
            JdkModule.class,
            Requires.class,
            JdkPackage.class,
            Type.class,
            Implementation.class,
            Method.class,
            Field.class,
            Call.class,
            Import.class
        };
    }
}
