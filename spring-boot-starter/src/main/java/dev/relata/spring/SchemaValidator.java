package dev.relata.spring;

import dev.relata.Relata;
import dev.relata.error.SchemaException;
import dev.relata.schema.Schema;
import dev.relata.spi.SchemaDifference.Kind;
import dev.relata.spring.RelataProperties.Validation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Compares the schema of the database with the model, once, when all singletons are there. */
final class SchemaValidator implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaValidator.class);

    private final Relata relata;
    private final RelataProperties.Schema properties;

    SchemaValidator(Relata relata, RelataProperties.Schema properties) {
        this.relata = relata;
        this.properties = properties;
    }

    /** Blocks the thread that starts the application, as other initializers of databases do. */
    @Override
    public void afterSingletonsInstantiated() {
        if (properties.validation() == Validation.NONE) {
            return;
        }
        try {
            compared().verify(properties.severity()).block(properties.timeout());
        } catch (SchemaException e) {
            if (properties.validation() == Validation.FAIL) {
                throw e;
            }
            LOG.warn("The schema of the database differs from the model of Relata: {}", e.getMessage());
        }
    }

    private Schema compared() {
        Schema schema = relata.schema();
        for (String table : properties.ignoredTables()) {
            schema = schema.ignoringTable(table);
        }
        for (Kind kind : properties.ignoredKinds()) {
            schema = schema.ignoring(kind);
        }
        return schema;
    }
}
