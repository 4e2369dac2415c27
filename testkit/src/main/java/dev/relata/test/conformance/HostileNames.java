package dev.relata.test.conformance;

import dev.relata.model.Naming;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Names of tables and columns that would do harm if they were put into a statement as they are, all of them different, up to 63 bytes long. A
 * dot is in none, since it parts a schema from its table, and a dollar sign, which no collection of MongoDB may have, in none of a table. Made by
 * one thread.
 */
final class HostileNames implements Naming {

    private static final int LONGEST = 63;

    private static final List<String> PARTS = List.of(
            "\"",
            "\"\"",
            "'",
            "''",
            ";",
            "--",
            "/*",
            "*/",
            "\\",
            " ",
            "select",
            "USER",
            "order",
            "null",
            "?",
            ":x",
            "{0}",
            "%s",
            "#",
            "`",
            "(",
            ")",
            ",",
            "=",
            "é",
            "ß",
            "漢字",
            "кириллица",
            "😀",
            "\u200b",
            "\t",
            "DROP TABLE",
            "E'\\x'",
            "U&\"",
            "[0]",
            "<b>",
            "&",
            "||");

    private final Predicate<String> allowed;
    private final Random random;
    private final Map<String, String> names = new HashMap<>();

    HostileNames(long seed, Predicate<String> allowed) {
        this.allowed = allowed;
        this.random = new Random(seed);
    }

    @Override
    public String table(Class<?> record) {
        return named("table " + record.getName(), false);
    }

    @Override
    public String column(String component) {
        return named("column " + component, true);
    }

    @Override
    public String junction(String owner, String target) {
        return named("junction " + owner + " " + target, false);
    }

    @Override
    public String reference(String end, String idColumn) {
        return named("reference " + end + " " + idColumn, true);
    }

    private String named(String what, boolean column) {
        return names.computeIfAbsent(
                what,
                any -> Stream.generate(() -> made(names.size(), column))
                        .filter(allowed)
                        .findFirst()
                        .orElseThrow());
    }

    /** The number makes it different from all others, wherever it is cut off. */
    private String made(int number, boolean column) {
        StringBuilder name = new StringBuilder("n" + number);
        int wanted = random.nextInt(3) == 0 ? LONGEST : 4 + random.nextInt(LONGEST - 4);
        while (true) {
            String part = PARTS.get(random.nextInt(PARTS.size()));
            if (column && random.nextInt(8) == 0) {
                part = "$1";
            }
            int bytes = name.toString().getBytes(StandardCharsets.UTF_8).length;
            if (bytes + part.getBytes(StandardCharsets.UTF_8).length > wanted) {
                return name.append("x".repeat(Math.max(0, wanted - bytes))).toString();
            }
            name.append(part);
        }
    }
}
