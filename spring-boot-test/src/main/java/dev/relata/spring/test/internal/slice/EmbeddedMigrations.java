package dev.relata.spring.test.internal.slice;

import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseConnectionDetails;

/** The address of the embedded database for what migrates it by JDBC. */
final class EmbeddedMigrations {

    private EmbeddedMigrations() {}

    /** For Flyway. */
    record Flyway(EmbeddedDatabase database) implements FlywayConnectionDetails {

        @Override
        public String getUsername() {
            return EmbeddedDatabase.USER;
        }

        @Override
        public String getPassword() {
            return EmbeddedDatabase.USER;
        }

        @Override
        public String getJdbcUrl() {
            return database.jdbcUrl();
        }
    }

    /** For Liquibase. */
    record Liquibase(EmbeddedDatabase database) implements LiquibaseConnectionDetails {

        @Override
        public String getUsername() {
            return EmbeddedDatabase.USER;
        }

        @Override
        public String getPassword() {
            return EmbeddedDatabase.USER;
        }

        @Override
        public String getJdbcUrl() {
            return database.jdbcUrl();
        }
    }

    /** For a {@code DataSource}. */
    record Jdbc(EmbeddedDatabase database) implements JdbcConnectionDetails {

        @Override
        public String getUsername() {
            return EmbeddedDatabase.USER;
        }

        @Override
        public String getPassword() {
            return EmbeddedDatabase.USER;
        }

        @Override
        public String getJdbcUrl() {
            return database.jdbcUrl();
        }
    }
}
