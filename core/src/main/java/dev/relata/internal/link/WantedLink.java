package dev.relata.internal.link;

import dev.relata.internal.resolve.Ids;
import dev.relata.model.Assignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A link that is to be there.
 *
 * @param id the target's id
 * @param data the join record's values, or null where none are given
 */
record WantedLink<J>(List<Object> id, @Nullable Assignment<J> data) {

    static List<List<Object>> ids(List<? extends WantedLink<?>> links) {
        return links.stream().<List<Object>>map(WantedLink::id).toList();
    }

    /** As {@link #once(List, int[], boolean)}, of the targets that Java knows for one. */
    static <J> List<WantedLink<J>> once(List<WantedLink<J>> links, boolean last) {
        Map<List<Object>, Integer> seen = new HashMap<>();
        int[] firsts = new int[links.size()];
        for (int i = 0; i < firsts.length; i++) {
            Integer first = seen.putIfAbsent(links.get(i).id(), i);
            firsts[i] = first == null ? i : first;
        }
        return once(links, firsts, last);
    }

    /**
     * Each target once, where it came first; of several data the first or the last.
     *
     * @param firsts for each link the position of the first to its target
     */
    static <J> List<WantedLink<J>> once(List<WantedLink<J>> links, int[] firsts, boolean last) {
        List<WantedLink<J>> once = new ArrayList<>();
        int[] places = new int[firsts.length];
        for (int i = 0; i < firsts.length; i++) {
            if (firsts[i] == i) {
                places[i] = once.size();
                once.add(links.get(i));
            } else if (last) {
                once.set(places[firsts[i]], links.get(i));
            }
        }
        return once.size() == links.size() ? links : once;
    }

    /** In an order that is the same for everybody. */
    static <J> List<WantedLink<J>> inOneOrder(List<WantedLink<J>> links) {
        return Ids.inOneOrder(links, WantedLink::id);
    }
}
