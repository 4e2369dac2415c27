package dev.relata.examples.atlas.web;

import dev.relata.examples.atlas.database.Database;
import dev.relata.examples.atlas.model.AtlasModel;
import dev.relata.examples.atlas.report.StatementCounter;
import dev.relata.examples.atlas.scan.JdkScan;
import dev.relata.examples.atlas.web.graph.GraphStatus;
import dev.relata.examples.atlas.web.graph.ImportSource;
import dev.relata.recorder.Recorder;
import dev.relata.spring.RelataModel;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The database of the terminal's program, which imports into it, and connections of Spring's own to the same tables, over which
 * the starter makes the {@code Relata} of the pages.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    static final String URL = "atlas.url";

    @Bean
    RelataModel records() {
        return RelataModel.of(AtlasModel.records());
    }

    @Bean
    @ConditionalOnMissingBean
    ImportSource importSource() {
        return new ImportSource(JdkScan.ofRunningJdk());
    }

    @Bean
    OpenDatabase openDatabase(
            @Value("${" + URL + ":}") String url,
            @Value("${atlas.data:examples/jdk-atlas/target/postgres}") Path data) {
        StatementCounter statements = new StatementCounter();
        Database database = url.isEmpty() ? Database.embedded(data, statements) : Database.at(url, statements);
        return new OpenDatabase(database, statements);
    }

    @Bean
    R2dbcConnectionDetails connectionDetails(OpenDatabase open) {
        return open.database()::connectionOptions;
    }

    /** Records the pipelines of the pages, for the three ways, the exports and the console. */
    @Bean
    @ConditionalOnMissingBean
    Recorder recorder() {
        return Recorder.create();
    }

    @Bean
    GraphStatus graphStatus(OpenDatabase open, ImportSource source) {
        return new GraphStatus(open.database(), open.statements(), source, System.out);
    }
}
