package dev.relata.r2dbc.exec;

import io.r2dbc.spi.ConnectionFactories;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;

/** Streams a million rows in a JVM of its own: {@code MillionRows <url>}. Prints their number. */
public final class MillionRows {

    private MillionRows() {}

    public static void main(String[] arguments) {
        Command select = Command.read(
                "Million",
                "SELECT record_send(ROW(i, i * 7, 'title number ' || i)) FROM generate_series(1, $1) i",
                1_000_000);
        Long rows = SqlClient.of(ConnectionFactories.get(arguments[0]), SqlClientOptions.defaults())
                .direct()
                .cursor(select, CursorOptions.adaptive(), row -> Objects.requireNonNull(row.get(0, ByteBuffer.class)))
                .count()
                .block(Duration.ofSeconds(50));
        System.out.println(rows);
    }
}
