package dev.relata.examples.atlas.model;

/** What a class file declares. */
public enum TypeKind {
    /** A class that is none of the others. */
    CLASS,
    /** An interface, and the class file of a {@code package-info}. */
    INTERFACE,
    /** An enum, and the class of an enum constant with a body. */
    ENUM,
    /** A record. */
    RECORD,
    /** An annotation type. */
    ANNOTATION
}
