package dev.relata.mongo.internal.query;

import dev.relata.model.Operator;
import dev.relata.spi.LikeRegex;

/** Regular expressions for what texts are compared with; understood alike by MongoDB's engine and Java's. Stateless. */
final class RegexPatterns {

    private RegexPatterns() {}

    static String of(Operator operator, String wanted) {
        return switch (operator) {
            case CONTAINS -> LikeRegex.literal(wanted);
            case STARTS_WITH -> "^" + LikeRegex.literal(wanted);
            case ENDS_WITH -> LikeRegex.literal(wanted) + "\\z";
            case LIKE -> "^" + LikeRegex.of(wanted) + "\\z";
            default -> "^" + LikeRegex.literal(wanted) + "\\z";
        };
    }
}
