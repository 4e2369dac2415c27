package dev.relata.r2dbc;

import dev.relata.error.RefusedException;
import dev.relata.r2dbc.internal.dialect.TypeForms;
import io.r2dbc.spi.Parameter;
import java.util.List;
import java.util.Locale;

/** The limits of one statement. Checked here, since the server would end the connection. Stateless. */
final class StatementLimits {

    /** The server takes messages below 1 GiB; a MiB is kept for what goes with the values. */
    private static final long BYTES = (1L << 30) - (1L << 20);

    private static final int MOST_BYTES_OF_CHAR = 3;

    private StatementLimits() {}

    /** Refuses more parameters than a statement of the database has; called before they are made. */
    static void checkNumber(String label, int parameters, TypeForms forms) {
        if (parameters > forms.mostParameters()) {
            throw new RefusedException(String.format(
                    Locale.ROOT,
                    "%s: the statement would have %,d parameters, and %s takes %,d: give values of one property"
                            + " by in(…), which sends any number of them as one, or split the request",
                    label,
                    parameters,
                    forms.name(),
                    forms.mostParameters()));
        }
    }

    /** Refuses values that are longer together than a message. */
    static void checkSize(String label, List<Object> binds) {
        checkSize(label, binds, BYTES);
    }

    static void checkSize(String label, List<Object> binds, long most) {
        long chars = binds.stream().mapToLong(bind -> text(bind).length()).sum();
        if (chars * MOST_BYTES_OF_CHAR <= most) {
            return;
        }
        long bytes = binds.stream().mapToLong(bind -> bytes(text(bind))).sum();
        if (bytes > most) {
            throw new RefusedException(String.format(
                    Locale.ROOT,
                    "%s: the values of the statement are %,d bytes long, and PostgreSQL takes %,d at once: write fewer rows"
                            + " in a chunk, keep large values elsewhere, or split the request",
                    label,
                    bytes,
                    most));
        }
    }

    private static CharSequence text(Object bind) {
        Object value = bind instanceof Parameter parameter ? parameter.getValue() : bind;
        return value instanceof CharSequence text ? text : "";
    }

    /** In UTF-8; a pair of surrogates is four bytes. */
    private static long bytes(CharSequence text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next < 0x80) {
                bytes++;
            } else {
                bytes += next < 0x800 || Character.isSurrogate(next) ? 2 : MOST_BYTES_OF_CHAR;
            }
        }
        return bytes;
    }
}
