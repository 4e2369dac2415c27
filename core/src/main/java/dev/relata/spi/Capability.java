package dev.relata.spi;

/** What one store can do and another cannot; asked before it is used, and by the conformance suite. */
public enum Capability {
    /** Several requests happen whole or not at all. */
    TRANSACTIONS,
    /** A transaction inside a transaction can be undone alone. */
    SAVEPOINTS,
    /** A stream and what is read on its connection see one moment. */
    SNAPSHOT_STREAMS,
    /** Rows can be written under a policy for those that are there already. */
    CONFLICT_POLICIES,
    /** Column types compare by rules of their own, such as text without regard to case. */
    NATIVE_TYPES,
    /** Requests travel over connections that can be lost, exhausted and cancelled. */
    CONNECTIONS,
    /** Unique keys are enforced, also between writers at the same time. */
    UNIQUE_KEYS,
    /** Times keep their microseconds; without it, milliseconds. */
    MICROSECONDS,
    /** Keys that refer to nothing are refused, and rows go with those they refer to, by the store itself. */
    FOREIGN_KEYS,
    /** Ids can change, and what refers to a key with it, in one statement. */
    KEY_CHANGES,
    /** What the model needs can be created in the store, and compared with what is there. */
    SCHEMA,
    /** Rows are locked one by one, so that a read can leave out those that others have locked, or be refused. */
    ROW_LOCKS,
    /** Statements in the store's own language run in its transactions: {@link NativeStatement}. */
    NATIVE_STATEMENTS,
    /** What is in the store can be described without a model, so that records can be written from it. */
    CATALOGUE,
    /** Links can be kept as an array of ids in the owner's row: {@link dev.relata.model.LinkStorage#ID_ARRAY}. */
    ID_ARRAYS,
    /** Values that are longer or larger than the model says are refused by the store itself, whoever writes them. */
    VALUE_LIMITS,
    /** The store itself keeps a version of every row: {@link dev.relata.model.Version.Source#XMIN}. */
    ROW_VERSIONS,
    /** Columns have defaults, which an assignment can set again. */
    COLUMN_DEFAULTS,
    /** Conditions can ask for the elements of values that are stored as arrays. */
    ARRAY_OPERATORS,
    /** Conditions can ask for the value at a path of keys in values that are stored as JSON. */
    JSON_PATHS,
    /** Texts can be searched for words. */
    FULL_TEXT,
    /** Floating point numbers may be infinite, or not be numbers. */
    NON_FINITE_NUMBERS,
    /** Statements can be told without being sent. */
    EXPLAIN,
    /** Statements can be told with the store's plan for them, carried out for it or not. */
    EXPLAIN_PLANS
}
