package dev.relata.spring;

import dev.relata.error.ModelException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lists every error of the model. */
final class ModelFailureAnalyzer extends AbstractFailureAnalyzer<ModelException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, ModelException cause) {
        return new FailureAnalysis(
                "The model of Relata has errors:\n\n- " + String.join("\n- ", cause.errors()),
                "Correct the records and the constants named above; each line says how.",
                cause);
    }
}
