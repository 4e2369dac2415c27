package dev.relata.examples.atlas.web.type;

import static dev.relata.examples.atlas.model.Type.FIELDS;
import static dev.relata.examples.atlas.model.Type.IMPLEMENTORS;
import static dev.relata.examples.atlas.model.Type.INTERFACES;
import static dev.relata.examples.atlas.model.Type.METHODS;
import static dev.relata.examples.atlas.model.Type.SUBCLASSES;
import static dev.relata.examples.atlas.model.Type.SUPERCLASS;

import dev.relata.examples.atlas.model.JdkModule;
import dev.relata.examples.atlas.model.JdkPackage;
import dev.relata.examples.atlas.model.Type;
import dev.relata.examples.atlas.model.TypeKind;
import dev.relata.query.Graph;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A type and what stands around it. Immutable.
 *
 * @param name its binary name
 * @param kind what it is
 * @param modifiers its modifiers
 * @param packageName its package
 * @param module its module
 * @param superclasses its superclass, the superclass of that, and so on
 * @param interfaces the interfaces that it names itself
 * @param counts how many rows the lists of the type have, by their name in addresses
 * @param methods its first methods
 */
record TypeView(
        String name,
        TypeKind kind,
        String modifiers,
        String packageName,
        String module,
        List<TypeRow> superclasses,
        List<TypeRow> interfaces,
        Map<String, Long> counts,
        RowPage<MethodRow> methods) {

    static TypeView of(Graph<Type> graph, RowPage<MethodRow> methods) {
        Type type = graph.root();
        Graph<JdkPackage> holder = graph.graphs(Type.PACKAGE).get(0);
        return new TypeView(
                type.name(),
                type.kind(),
                Descriptors.modifiers(type.flags(), mask(type)),
                holder.root().name(),
                holder.one(JdkPackage.MODULE).map(JdkModule::name).orElseThrow(),
                superclasses(graph),
                graph.many(INTERFACES).stream().map(TypeRow::of).toList(),
                counts(graph),
                methods);
    }

    private static int mask(Type type) {
        boolean isInterface = type.kind() == TypeKind.INTERFACE || type.kind() == TypeKind.ANNOTATION;
        // The flag that class files call "super" is that of synchronized methods; interfaces are all abstract.
        return isInterface ? Modifier.PUBLIC : Modifier.PUBLIC | Modifier.ABSTRACT | Modifier.FINAL;
    }

    private static List<TypeRow> superclasses(Graph<Type> type) {
        List<TypeRow> chain = new ArrayList<>();
        List<Graph<Type>> above = type.graphs(SUPERCLASS);
        while (!above.isEmpty()) {
            Graph<Type> next = above.get(0);
            chain.add(TypeRow.of(next.root()));
            above = next.graphs(SUPERCLASS);
        }
        return chain;
    }

    private static Map<String, Long> counts(Graph<Type> graph) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("methods", graph.count(METHODS));
        counts.put("fields", graph.count(FIELDS));
        counts.put("subclasses", graph.count(SUBCLASSES));
        counts.put("implementors", graph.count(IMPLEMENTORS));
        return counts;
    }
}
