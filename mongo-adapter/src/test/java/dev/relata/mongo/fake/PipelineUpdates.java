package dev.relata.mongo.fake;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.aggregation.Expression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import io.netty.channel.embedded.EmbeddedChannel;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Updates by a pipeline of one {@code $set}, which mongo-java-server does not know: values are worked out of each document as it
 * was. What its expressions do differently is done here: {@code $$REMOVE}, and conversions that fail. Stateless.
 */
final class PipelineUpdates {

    private static final String REMOVE = "$$REMOVE";
    private static final Set<String> ARITHMETIC = Set.of("$add", "$subtract", "$multiply");

    private PipelineUpdates() {}

    static boolean any(Document command) {
        return updates(command).stream().anyMatch(update -> update.get("u") instanceof Collection<?>);
    }

    @SuppressWarnings("unchecked")
    private static List<Document> updates(Document command) {
        return command.get("updates") instanceof Collection<?> updates
                ? new ArrayList<>((Collection<Document>) updates)
                : List.of();
    }

    /** Answers as MongoDB does: each document is changed by itself, and what was changed before an error stays. */
    static Document answer(MongoBackend backend, String database, String collection, Document command) {
        synchronized (backend) {
            return changed(backend, database, collection, command);
        }
    }

    private static Document changed(MongoBackend backend, String database, String collection, Document command) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        int matched = 0;
        int index = 0;
        for (Document update : updates(command)) {
            List<Document> rows =
                    Rows.matching(backend, database, collection, (Document) update.getOrDefault("q", new Document()));
            List<Document> changed = Boolean.TRUE.equals(update.get("multi"))
                    ? rows
                    : rows.stream().limit(1).toList();
            for (Document row : changed) {
                try {
                    replace(backend, database, collection, row, changed(row, update, now));
                    matched++;
                } catch (MongoServerException error) {
                    int code = error instanceof MongoServerError coded ? coded.getCode() : 2;
                    return ErrorTranslation.ok()
                            .append("n", matched)
                            .append("nModified", matched)
                            .append(
                                    "writeErrors",
                                    List.of(new Document("index", index)
                                            .append("code", code)
                                            .append("errmsg", error.getMessageWithoutErrorCode())));
                }
            }
            index++;
        }
        return ErrorTranslation.ok().append("n", matched).append("nModified", matched);
    }

    @SuppressWarnings("unchecked")
    private static void replace(
            MongoBackend backend, String database, String collection, Document row, Document changed) {
        Document update = new Document("q", new Document("_id", row.get("_id"))).append("u", changed);
        Document answer = backend.handleCommand(
                new EmbeddedChannel(),
                database,
                "update",
                new Document("update", collection).append("updates", List.of(update)));
        if (answer.containsKey("writeErrors")) {
            Document error = ((List<Document>) answer.get("writeErrors")).get(0);
            throw new MongoServerError((int) error.get("code"), "refused", String.valueOf(error.get("errmsg")));
        }
    }

    private static Document changed(Document row, Document update, Instant now) {
        Document changed = row.cloneDeeply();
        for (Object stage : (Collection<?>) Objects.requireNonNull(at(now, update.get("u")))) {
            Document before = changed.cloneDeeply();
            Document values = (Document) ((Document) stage).getOrDefault("$set", new Document());
            for (String field : values.keySet()) {
                Object value = value(values.get(field), before);
                if (value == null) {
                    changed.remove(field);
                } else {
                    changed.put(field, value);
                }
            }
        }
        return changed;
    }

    /** The time of the statement is the same wherever it is asked for. */
    private static @Nullable Object at(Instant now, @Nullable Object expression) {
        if (expression instanceof Document document) {
            Document replaced = new Document();
            document.forEach((name, part) -> replaced.put(name, at(now, part)));
            return replaced;
        }
        if (expression instanceof Collection<?> parts) {
            List<@Nullable Object> replaced = new ArrayList<>();
            parts.forEach(part -> replaced.add(at(now, part)));
            return replaced;
        }
        return "$$NOW".equals(expression) ? now : expression;
    }

    /** The value of an expression; null where the field is removed. */
    private static @Nullable Object value(@Nullable Object expression, Document row) {
        if (REMOVE.equals(expression)) {
            return null;
        }
        if (expression instanceof Document document && document.size() == 1) {
            String name = document.keySet().iterator().next();
            Object argument = document.get(name);
            if (name.equals("$ifNull")) {
                List<?> parts = new ArrayList<>((Collection<?>) argument);
                Object value = value(parts.get(0), row);
                return value == null ? value(parts.get(1), row) : value;
            }
            if (name.equals("$cond")) {
                List<?> parts = new ArrayList<>((Collection<?>) argument);
                return value(Boolean.TRUE.equals(value(parts.get(0), row)) ? parts.get(1) : parts.get(2), row);
            }
            if (ARITHMETIC.contains(name)) {
                List<?> parts = new ArrayList<>((Collection<?>) argument);
                Object left = value(parts.get(0), row);
                Object right = value(parts.get(1), row);
                if (left != null && right != null && isWhole(left) && isWhole(right)) {
                    return whole(name, new BigDecimal(left.toString()), new BigDecimal(right.toString()));
                }
            }
            if (name.equals("$toInt") || name.equals("$toLong")) {
                return converted(name, value(argument, row));
            }
        }
        Object value = Expression.evaluateDocument(expression, row);
        return value instanceof Missing ? null : value;
    }

    private static boolean isWhole(Object value) {
        return value instanceof Integer || value instanceof Long;
    }

    /** MongoDB goes on with 64 bits, and then with a floating number. */
    private static Object whole(String operator, BigDecimal left, BigDecimal right) {
        BigDecimal number = switch (operator) {
            case "$add" -> left.add(right);
            case "$subtract" -> left.subtract(right);
            default -> left.multiply(right);
        };
        BigInteger whole = number.toBigInteger();
        if (whole.bitLength() < Integer.SIZE) {
            return whole.intValue();
        }
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : (Object) whole.doubleValue();
    }

    private static @Nullable Object converted(String name, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(String.valueOf(value instanceof Instant at ? at.toEpochMilli() : value));
            return name.equals("$toInt") ? (Object) number.intValueExact() : (Object) number.longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new MongoServerError(
                    241, "ConversionFailure", "Failed to convert '" + value + "' in $convert with no onError value");
        }
    }
}
