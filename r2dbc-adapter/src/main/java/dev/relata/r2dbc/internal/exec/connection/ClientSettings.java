package dev.relata.r2dbc.internal.exec.connection;

import dev.relata.r2dbc.internal.dialect.TransactionForms;
import dev.relata.r2dbc.internal.exec.position.OwnWritesKey;
import dev.relata.spi.stream.StatementReports;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings that all connections of a store to one server share.
 *
 * @param server the name of the server
 * @param ownWrites finds who wants to read what was written
 * @param reports tells listeners of each statement
 * @param held the connections that are not given back
 * @param endingTimeout how long the server may take to answer a statement that begins or ends something
 * @param statementTimeout how long any other statement may take, null for any time
 * @param terminator ends sessions whose connections do not answer
 * @param forms how the database begins transactions, and its driver works
 * @param errors translates the errors of the database
 * @param blocking runs the calls of a driver that blocks, null where it does not
 * @param sessions the connections of the driver that are set up
 */
record ClientSettings(
        String server,
        OwnWritesKey ownWrites,
        StatementReports reports,
        HeldConnections held,
        Duration endingTimeout,
        @Nullable Duration statementTimeout,
        SessionTerminator terminator,
        TransactionForms forms,
        Errors errors,
        @Nullable BlockingCalls blocking,
        Set<Connection> sessions) {}
