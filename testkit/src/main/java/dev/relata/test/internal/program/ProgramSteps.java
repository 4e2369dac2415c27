package dev.relata.test.internal.program;

import dev.relata.Relata;
import java.util.List;
import reactor.core.publisher.Flux;

/** What the source text of a program implements. */
public interface ProgramSteps {

    /** Answers the records. */
    List<Class<?>> model();

    /**
     * Answers all that is stored, as text.
     *
     * @param relata the front door
     */
    Flux<String> rows(Relata relata);

    /**
     * Answers the requests, in the order in which they run.
     *
     * @param relata the front door
     */
    List<ProgramStep> steps(Relata relata);
}
