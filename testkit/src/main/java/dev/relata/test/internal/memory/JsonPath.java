package dev.relata.test.internal.memory;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks for a value at a path of keys in what Jackson makes of a stored value. Stateless. */
final class JsonPath {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private JsonPath() {}

    /** The test of documents for the keys, and the value, that are the operands. */
    static Predicate<Object> test(List<Object> operands) {
        List<?> keys = (List<?>) operands.get(0);
        Object wanted = operands.get(1);
        return value -> holds(document(value), keys, wanted);
    }

    /** A text is the document itself. */
    private static JsonNode document(Object value) {
        return value instanceof String text ? MAPPER.readTree(text) : MAPPER.valueToTree(value);
    }

    private static boolean holds(JsonNode document, List<?> keys, Object wanted) {
        JsonNode node = document;
        for (Object key : keys) {
            if (!node.isObject()) {
                return false;
            }
            node = node.path(String.valueOf(key));
        }
        if (wanted instanceof String text) {
            return node.isString() && node.stringValue().equals(text);
        }
        if (wanted instanceof Boolean flag) {
            return node.isBoolean() && node.booleanValue() == flag;
        }
        return node.isNumber() && node.decimalValue().compareTo(new BigDecimal(wanted.toString())) == 0;
    }
}
