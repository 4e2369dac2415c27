package dev.relata.metamodel;

import dev.relata.model.Converter;

/** The version of a row that PostgreSQL keeps: the number of the transaction that wrote it, which is compared and never sorted. */
final class Xmin {

    static final String COLUMN = "xmin";
    static final String TYPE = "xid";

    /** A number of 32 bits without a sign, that travels as text. */
    @SuppressWarnings("unchecked") // the converter of a component gets its values only
    static final Converter<Object, Object> CONVERTER =
            (Converter<Object, Object>) (Converter<?, ?>) Converter.of(String.class, Object::toString, Long::valueOf);

    private Xmin() {}
}
