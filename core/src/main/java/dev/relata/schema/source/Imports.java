package dev.relata.schema.source;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The imports of one file. A type whose simple name means another one in the file is written in full. */
final class Imports {

    private final Set<String> own;
    private final Map<String, String> bySimpleName = new TreeMap<>();
    private final Set<String> statics = new TreeSet<>();

    /** Starts with the simple names of the types of the file's own package, in lower case. */
    Imports(Set<String> own) {
        this.own = own;
    }

    /** Returns how the file writes a class. */
    String use(Class<?> type) {
        return type.isArray() ? use(type.getComponentType()) + "[]" : use(type.getName(), type.getSimpleName());
    }

    private String use(String name, String simple) {
        if (!name.contains(".")) {
            return name;
        }
        boolean ambiguous = own.contains(simple.toLowerCase(Locale.ROOT));
        if (ambiguous || !name.equals(bySimpleName.getOrDefault(simple, name))) {
            return name;
        }
        bySimpleName.put(simple, name);
        return simple;
    }

    /** Imports a static method. */
    void useStatic(Class<?> type, String method) {
        statics.add("import static " + type.getName() + "." + method + ";\n");
    }

    /** The lines, those of static methods first, each group with an empty line behind it. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        statics.forEach(lines::append);
        lines.append(statics.isEmpty() ? "" : "\n");
        int before = lines.length();
        bySimpleName.values().stream()
                .filter(name -> !name.startsWith("java.lang."))
                .sorted()
                .forEach(name -> lines.append("import ").append(name).append(";\n"));
        return lines.append(lines.length() == before ? "" : "\n").toString();
    }
}
