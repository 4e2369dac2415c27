package dev.relata.spring.console;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A place of a plan that reads a whole table to find rows by keys. Immutable.
 *
 * @param table the table
 * @param columns the columns that are compared with keys
 */
record SequentialScan(String table, List<String> columns) {

    private static final Pattern COMPARED = Pattern.compile(
            "(?:\\w+\\.)?(\\w+|\"[^\"]+\")\\)?(?:::[\\w ]+)? = (?:ANY \\(+)?(?:\\$\\d|[\\w.\"]*(?:unnest|keys?)\\b)");

    /** Copies the list. */
    SequentialScan {
        columns = List.copyOf(columns);
    }

    /** Finds such places in an answer of {@code EXPLAIN (FORMAT JSON)}. */
    static List<SequentialScan> in(JsonNode plan) {
        List<SequentialScan> scans = new ArrayList<>();
        collect(plan, scans);
        return scans;
    }

    private static void collect(JsonNode node, List<SequentialScan> scans) {
        if (node.path("Node Type").asString("").equals("Seq Scan") && node.has("Filter")) {
            Set<String> columns = new LinkedHashSet<>();
            Matcher compared = COMPARED.matcher(node.get("Filter").asString());
            while (compared.find()) {
                columns.add(compared.group(1).replace("\"", ""));
            }
            if (!columns.isEmpty()) {
                scans.add(new SequentialScan(node.path("Relation Name").asString(), List.copyOf(columns)));
            }
        }
        node.forEach(child -> collect(child, scans));
    }

    String createIndex() {
        return "CREATE INDEX ON " + quoted(table) + " ("
                + columns.stream().map(SequentialScan::quoted).collect(Collectors.joining(", ")) + ")";
    }

    static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
