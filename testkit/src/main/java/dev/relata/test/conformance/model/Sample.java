package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Keys that the database holds equal where Java's {@code equals} does not. Immutable.
 *
 * @param id the id, from the database
 * @param grade a number of any scale
 * @param digest bytes
 * @param level a floating number
 */
public record Sample(@Id @Nullable Long id, BigDecimal grade, byte[] digest, double level) {

    /** By a number whose scale does not matter. */
    public static final ManyToOne<Sample, Grade> GRADE = manyToOne(Sample::grade, Grade.class);

    /** By bytes. */
    public static final ManyToOne<Sample, Digest> DIGEST = manyToOne(Sample::digest, Digest.class);

    /** By a number that has two zeros. */
    public static final ManyToOne<Sample, Level> LEVEL = manyToOne(Sample::level, Level.class);
}
