package dev.relata.examples.atlas.web;

import dev.relata.examples.atlas.database.Database;
import dev.relata.examples.atlas.report.StatementCounter;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;

/** The database as long as the server runs. What uses it depends on this bean, so that Spring closes it last. */
record OpenDatabase(Database database, StatementCounter statements) implements DisposableBean {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public void destroy() {
        database.close()
                .toFuture()
                .orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }
}
