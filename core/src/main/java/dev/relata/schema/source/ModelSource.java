package dev.relata.schema.source;

import dev.relata.model.Naming;
import dev.relata.schema.live.LiveEnum;
import dev.relata.schema.live.LiveTable;
import dev.relata.spi.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A model while it is written. For one use. */
final class ModelSource {

    private final List<LiveTable> tables;
    private final String packageName;
    private final Set<String> names = new HashSet<>();
    private final Map<String, RecordType> types = new LinkedHashMap<>();
    private final Map<String, LiveEnum> enums = new TreeMap<>();
    private final String list = Distinct.fileName(Stream.of("Records"), names);

    ModelSource(List<LiveTable> tables, String packageName) {
        this.tables = tables;
        this.packageName = packageName;
    }

    List<SourceFile> files() {
        // Names without a schema first, so that these are the ones without a prefix.
        tables.stream()
                .sorted(Comparator.comparing(table -> table.name().contains(".")))
                .forEach(table -> types.put(table.name(), new RecordType(table, typeName(table.name()))));
        List<Junction> junctions = Junction.all(types);
        junctions.stream().filter(Junction::isPure).forEach(junction -> types.remove(junction.name()));
        NameStyle style = NameStyle.ofFewestNames(types.values(), junctions);
        Map<String, String> enumNames = nameEnums();
        Map<RecordType, RecordFile> files = new LinkedHashMap<>();
        types.values().forEach(type -> files.put(type, new RecordFile(type, new Imports(names))));
        new RelationshipSource(files, junctions, style.naming()).write(KeyRelation.all(types));
        List<SourceFile> sources = new ArrayList<>();
        ComponentSource components = new ComponentSource(enumNames, style);
        files.values().forEach(file -> sources.add(file.file(packageName, components)));
        enums.forEach((name, labels) ->
                sources.add(EnumFile.of(packageName, enumNames.getOrDefault(name, name), labels, new Imports(names))));
        sources.add(list(style, new Imports(names)));
        sources.sort(Comparator.comparing(SourceFile::path));
        return List.copyOf(sources);
    }

    private String typeName(String table) {
        String unqualified = ColumnSource.unqualified(table);
        return Distinct.fileName(Stream.of(JavaNames.rowType(unqualified), JavaNames.rowType(table)), names);
    }

    private Map<String, String> nameEnums() {
        types.values().stream()
                .flatMap(type -> type.table().columns().stream())
                .map(column -> column.value().labels())
                .flatMap(Stream::ofNullable)
                .forEach(labels -> enums.put(labels.name(), labels));
        return enums.keySet().stream().collect(Collectors.toMap(name -> name, this::enumName));
    }

    private String enumName(String name) {
        List<String> words = JavaNames.words(ColumnSource.unqualified(name));
        return Distinct.fileName(
                Stream.of(JavaNames.type(words), JavaNames.type(words) + "Type", JavaNames.type(JavaNames.words(name))),
                names);
    }

    /** The class that lists the records and says how they are named, for the builder of a {@code Relata}. */
    private SourceFile list(NameStyle style, Imports imports) {
        String naming = imports.use(Naming.class);
        String records = types.values().stream()
                .map(type -> "            " + type.name() + ".class")
                .sorted()
                .collect(Collectors.joining(",\n"));
        return RecordSources.file(packageName, list, imports.lines() + """
                /** The records of this package, written from the tables of a database. */
                public final class %1$s {

                    private %1$s() {}

                    /**
                     * Returns all records.
                     *
                     * @return their classes, for {@code Relata.builder().model(%1$s.all()).naming(%1$s.naming())}
                     */
                    public static Class<?>[] all() {
                        return new Class<?>[] {
                %2$s
                        };
                    }

                    /**
                     * Returns how the tables and columns are named that no annotation names.
                     *
                     * @return the naming, without which these records do not fit their tables
                     */
                    public static %3$s naming() {
                        return %3$s.%4$s;
                    }
                }
                """.formatted(list, records, naming, style));
    }
}
