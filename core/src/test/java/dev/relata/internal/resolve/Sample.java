package dev.relata.internal.resolve;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.Id;
import dev.relata.model.Operator;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A record with a column of each kind that matters to order and conditions, and random rows and predicates of it. */
public record Sample(
        @Id long id,
        @Nullable Integer number,
        @Nullable String text,
        @Nullable LocalDate day,
        @Nullable Instant moment,
        boolean flag) {

    public static final Model MODEL = Model.of(Sample.class);
    public static final EntityType<Sample> TYPE = MODEL.entity(Sample.class);

    private static final List<Operator> ANY_TYPE = List.of(
            Operator.EQ,
            Operator.NE,
            Operator.LT,
            Operator.LTE,
            Operator.GT,
            Operator.GTE,
            Operator.BETWEEN,
            Operator.IN,
            Operator.NOT_IN,
            Operator.IS_NULL,
            Operator.IS_NOT_NULL);
    private static final List<Operator> TEXT =
            List.of(Operator.CONTAINS, Operator.STARTS_WITH, Operator.ENDS_WITH, Operator.EQ, Operator.NE);

    /** The seed of a test, printed: run it again with {@code -Dtest.seed=N}. */
    public static Random random() {
        long seed = Long.getLong("test.seed", System.nanoTime());
        System.out.println("random data of seed " + seed);
        return new Random(seed);
    }

    public static @Nullable Object[] row(Random random, long id) {
        return new @Nullable Object[] {
            id,
            orNull(random, random.nextInt(4)),
            orNull(random, text(random)),
            orNull(random, LocalDate.EPOCH.plusDays(random.nextInt(3))),
            orNull(random, moment(random)),
            random.nextBoolean()
        };
    }

    private static @Nullable Object orNull(Random random, Object value) {
        return random.nextInt(4) == 0 ? null : value;
    }

    private static String text(Random random) {
        return "ab".repeat(random.nextInt(3)) + (char) ('a' + random.nextInt(3));
    }

    private static Instant moment(Random random) {
        return Instant.EPOCH.plusNanos(random.nextInt(3) * 1_000L + (random.nextInt(5) == 0 ? 1 : 0));
    }

    public static Predicate predicate(Random random, int depth) {
        int kind = depth == 0 ? 3 : random.nextInt(4);
        return switch (kind) {
            case 0 -> new Predicate.All(predicates(random, depth - 1));
            case 1 -> new Predicate.Any(predicates(random, depth - 1));
            case 2 -> new Predicate.Not(predicate(random, depth - 1));
            default -> comparison(random);
        };
    }

    private static List<Predicate> predicates(Random random, int depth) {
        List<Predicate> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parts.add(predicate(random, depth));
        }
        return parts;
    }

    private static Predicate comparison(Random random) {
        Attribute attribute =
                TYPE.attributes().get(random.nextInt(TYPE.attributes().size()));
        List<Operator> operators = attribute.valueClass() == String.class && random.nextBoolean() ? TEXT : ANY_TYPE;
        Operator operator = operators.get(random.nextInt(operators.size()));
        int operands = switch (operator) {
            case IS_NULL, IS_NOT_NULL -> 0;
            case BETWEEN -> 2;
            case IN, NOT_IN -> 1 + random.nextInt(3);
            default -> 1;
        };
        List<Object> values = new ArrayList<>();
        while (values.size() < operands) {
            Object value = row(random, random.nextInt(5))[attribute.index()];
            if (value != null) {
                values.add(value);
            }
        }
        return new Predicate.Comparison(Path.of(attribute), operator, values, false);
    }
}
