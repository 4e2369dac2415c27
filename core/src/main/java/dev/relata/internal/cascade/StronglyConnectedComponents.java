package dev.relata.internal.cascade;

import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;

/** Orders tables so that those referred to come first, with those that refer to each other together (Tarjan, 1972). */
final class StronglyConnectedComponents {

    private final Map<String, List<Reference>> references;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final LinkedList<List<String>> circles = new LinkedList<>();

    private StronglyConnectedComponents(Map<String, List<Reference>> references) {
        this.references = references;
    }

    static List<List<String>> of(EntityType<?> root, Map<String, List<Reference>> references) {
        StronglyConnectedComponents circles = new StronglyConnectedComponents(references);
        circles.visit(root.table());
        return List.copyOf(circles.circles);
    }

    private void visit(String table) {
        int number = numbers.size();
        numbers.put(table, number);
        lowest.put(table, number);
        open.push(table);
        for (Reference reference : references.getOrDefault(table, List.of())) {
            String child = reference.child().table();
            if (OnDeleteTrait.CHILDREN_FIRST.test(reference) && references.containsKey(child)) {
                follow(table, child);
            }
        }
        if (lowest.getOrDefault(table, number) == number) {
            circles.addFirst(closed(table));
        }
    }

    private void follow(String table, String child) {
        Integer seen = numbers.get(child);
        if (seen == null) {
            visit(child);
            lowest.merge(table, lowest.getOrDefault(child, Integer.MAX_VALUE), Math::min);
        } else if (open.contains(child)) {
            lowest.merge(table, seen, Math::min);
        }
    }

    private List<String> closed(String table) {
        List<String> circle = new ArrayList<>();
        String member = open.pop();
        circle.add(member);
        while (!member.equals(table)) {
            member = open.pop();
            circle.add(member);
        }
        return List.copyOf(circle);
    }
}
