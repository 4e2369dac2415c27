package dev.relata.r2dbc.internal.exec.connection;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;

/** The connection at hand cannot COPY: what is beneath it is not known. */
public final class CopyUnavailableException extends StoreException {

    private static final long serialVersionUID = 1L;

    CopyUnavailableException(String label) {
        super(
                label + ": the connection is none of r2dbc-postgresql's, which COPY needs",
                Reason.OTHER,
                null,
                false,
                null);
    }
}
