package dev.relata.test.internal.program;

import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * A request of a program.
 *
 * @param ordered whether its answers have an order
 * @param text its source
 * @param request the request, made anew for each run
 */
public record ProgramStep(boolean ordered, String text, Supplier<Publisher<?>> request) {}
