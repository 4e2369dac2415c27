package dev.relata.r2dbc;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Permits MariaDB's driver to look for its ways of authentication, and for its version, where it opens a connection: it does so on an event loop. */
public final class MariaDbBlocking implements BlockHoundIntegration {

    private static final String CLIENT = "org.mariadb.r2dbc.client.SimpleClient";

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("org.mariadb.r2dbc.authentication.AuthenticationFlowPluginLoader", "get")
                .allowBlockingCallsInside(
                        "org.mariadb.r2dbc.message.client.HandshakeResponse", "writeConnectAttributes")
                .allowBlockingCallsInside(CLIENT, "executeWhenTransaction")
                .allowBlockingCallsInside(CLIENT, "executeWhenNotInTransaction")
                .allowBlockingCallsInside(CLIENT, "lambda$sendCommand$17")
                .allowBlockingCallsInside(CLIENT, "lambda$sendCommand$20")
                .allowBlockingCallsInside(CLIENT, "lambda$receive$15");
    }
}
