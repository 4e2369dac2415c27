package dev.relata.test.internal.program;

import java.util.List;

/** A type of a component, with values of it as expressions of Java. */
enum ValueType {
    LONG("long", "Long", true, "-3L", "0L", "1L", "2L", "7L", "1099511627776L"),
    INT("int", "Integer", true, "-2", "0", "1", "5", "40"),
    DOUBLE("double", "Double", true, "-1.25", "0.0", "0.5", "3.0", "1.0E10"),
    DECIMAL(
            "BigDecimal",
            "BigDecimal",
            true,
            "new BigDecimal(\"-2.5\")",
            "new BigDecimal(\"0\")",
            "new BigDecimal(\"0.125\")",
            "new BigDecimal(\"100\")"),
    TEXT(
            "String",
            "String",
            false,
            "\"\"",
            "\"a\"",
            "\"B\"",
            "\"b'c\"",
            "\"%\"",
            "\"_x\"",
            "\"\\\\\"",
            "\"\u00e4\"",
            "\"\u65e5\u672c\"",
            "\"b $1 :x ?\""),
    BOOLEAN("boolean", "Boolean", false, "true", "false"),
    COLOUR("Colour", "Colour", false, "Colour.RED", "Colour.GREEN", "Colour.BLUE"),
    DATE(
            "LocalDate",
            "LocalDate",
            false,
            "LocalDate.of(2024, 2, 29)",
            "LocalDate.of(1999, 12, 31)",
            "LocalDate.of(2000, 1, 1)"),
    TIME(
            "Instant",
            "Instant",
            false,
            "Instant.ofEpochSecond(0)",
            "Instant.ofEpochSecond(951782400L, 1_000_000)",
            "Instant.ofEpochSecond(-1)"),
    UNIQUE_ID("UUID", "UUID", false, "new UUID(0, 1)", "new UUID(-1, 5)", "new UUID(1, -7)", "new UUID(2, 2)");

    final String primitive;
    final String boxed;
    final boolean number;
    final List<String> values;

    ValueType(String primitive, String boxed, boolean number, String... values) {
        this.primitive = primitive;
        this.boxed = boxed;
        this.number = number;
        this.values = List.of(values);
    }

    /** The types of ids and of keys that refer to them. */
    static final List<ValueType> KEYS = List.of(LONG, INT, TEXT, UNIQUE_ID);
}
