package dev.relata.spring;

import java.util.List;

/** Signals that the packages of the application hold no record with an {@code @Id} component. */
final class NoRecordsException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final List<String> packages;

    NoRecordsException(List<String> packages) {
        super("no record with an @Id component was found in the packages " + packages);
        this.packages = List.copyOf(packages);
    }

    List<String> packages() {
        return packages;
    }
}
