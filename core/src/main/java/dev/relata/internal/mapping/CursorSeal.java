package dev.relata.internal.mapping;

/** Proves that a page cursor, and the fingerprint of the query in it, were made by somebody who may. Immutable, thread-safe. */
interface CursorSeal {

    /** The format of cursors: part of every proof, so that cursors of another format are refused. */
    byte FORMAT = 2;

    /** What is proved; a proof of one is none of the other. */
    enum Content {
        /** The text of a query. */
        QUERY,
        /** What a cursor holds. */
        BODY
    }

    /** Returns the number of bytes of a proof. */
    int length();

    /** Returns the proof of a content. */
    byte[] of(Content kind, byte[] content);
}
