package dev.relata.recorder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be done better, and how. Immutable.
 *
 * @param id its number, from 1
 * @param kind what was found
 * @param subject the relationship or type
 * @param message what was found, in a sentence
 * @param place the line of code, null where that is not known
 * @param remedy what to write
 * @param count how often it was found
 * @param lastAt when it was found last
 * @param pipeline the number of the pipeline in which it was found last, null outside any
 */
public record Finding(
        long id,
        FindingKind kind,
        String subject,
        String message,
        @Nullable String place,
        String remedy,
        long count,
        Instant lastAt,
        @Nullable Long pipeline) {}
