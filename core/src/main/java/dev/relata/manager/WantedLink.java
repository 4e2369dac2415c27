package dev.relata.manager;

import dev.relata.engine.Ids;
import dev.relata.model.Assignment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    /** Each target once, where it came first; of several data the first or the last. */
    static <J> List<WantedLink<J>> once(List<WantedLink<J>> links, boolean last) {
        Map<List<Object>, WantedLink<J>> once = new LinkedHashMap<>();
        for (WantedLink<J> link : links) {
            once.merge(Ids.identity(link.id()), link, (known, further) -> last ? further : known);
        }
        return once.size() == links.size() ? links : new ArrayList<>(once.values());
    }

    /** In an order that is the same for everybody. */
    static <J> List<WantedLink<J>> inOneOrder(List<WantedLink<J>> links) {
        return Ids.inOneOrder(links, WantedLink::id);
    }
}
