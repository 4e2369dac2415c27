package dev.relata.r2dbc.internal.dialect;

import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.spi.Capability;
import java.util.Set;

/**
 * How one database spells what the store says to it, and what it lacks. Where a method has a default, that is plain SQL; PostgreSQL's own
 * forms are those of {@link PostgresDialect}. Immutable and thread-safe.
 */
public interface Dialect extends TypeForms, QueryForms, WriteForms, TransactionForms, SchemaForms {

    /** Returns what a server of this kind can do, as far as it is known before it is asked. */
    ServerProfile profile();

    /** Returns what the store cannot do over this database. */
    Set<Capability> lacks();
}
