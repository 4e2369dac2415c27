package dev.relata.spring;

import dev.relata.error.SchemaException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lists every difference between the schema and the model. */
final class SchemaFailureAnalyzer extends AbstractFailureAnalyzer<SchemaException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, SchemaException cause) {
        return new FailureAnalysis(
                "The schema of the database differs from the model of Relata:\n\n" + cause.getMessage(),
                "Migrate the database (relata.schema().ddl() writes down what the model needs), change the records, or"
                        + " set relata.schema.validation to warn or none.",
                cause);
    }
}
