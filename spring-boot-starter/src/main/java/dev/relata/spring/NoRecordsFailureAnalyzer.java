package dev.relata.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains how records are found. */
final class NoRecordsFailureAnalyzer extends AbstractFailureAnalyzer<NoRecordsException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, NoRecordsException cause) {
        return new FailureAnalysis(
                "Relata found no records: no record in the packages " + cause.packages() + " has a component with"
                        + " dev.relata.model.Id.",
                "Annotate the id of a record with @Id, name other packages with @EntityScan, or declare a bean"
                        + " RelataModel.of(Author.class, Book.class).",
                cause);
    }
}
