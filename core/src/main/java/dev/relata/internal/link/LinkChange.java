package dev.relata.internal.link;

import dev.relata.internal.resolve.Ids;
import dev.relata.model.Assignment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of the links of one owner: which links with which data, and what happens to those that are there. Immutable.
 *
 * @param operation the operation's name, for messages
 * @param links the links, each to one target
 * @param existing what happens to links that are there already
 * @param ends what the store has to say of the targets before links to them are written
 * @param <J> the join record
 */
record LinkChange<J>(String operation, List<Wanted<J>> links, OnExistingLink existing, Ends ends) {

    /** What happens to a link that is there already. */
    enum OnExistingLink {
        /** It stays as it is. */
        STAYS,
        /** It gets the data that is given. */
        CHANGES,
        /** It gets the data that is given and its place in the new list; the owner's links to other targets go. */
        IS_PLACED,
        /** It goes, and no link is added. */
        GOES
    }

    /** What the store has to say of the targets. */
    enum Ends {
        /** Nothing. */
        CERTAIN,
        /** Whether they pass the relationship's filter, which Java cannot evaluate for all of them. */
        UNVERIFIED,
        /** Whether they exist and pass the relationship's filter. */
        GIVEN_BY_ID
    }

    /**
     * The other end of a link as users give it.
     *
     * @param target a row of the target, or its id
     * @param data the join record's values, or null where none are given
     */
    record End<E, J>(E target, @Nullable Assignment<J> data) {}

    /**
     * A link that is written, or goes.
     *
     * @param id the target's id
     * @param data the join record's values, or null where none are given
     */
    record Wanted<J>(List<Object> id, @Nullable Assignment<J> data) {}

    /** Adds links without data. */
    static <J> LinkChange<J> adding(String operation, List<List<Object>> ids, Ends ends) {
        List<Wanted<J>> links = ids.stream().map(id -> new Wanted<J>(id, null)).toList();
        return new LinkChange<>(operation, links, OnExistingLink.STAYS, ends);
    }

    LinkChange<J> with(List<Wanted<J>> others) {
        return new LinkChange<>(operation, others, existing, ends);
    }

    List<List<Object>> ids() {
        return links.stream().<List<Object>>map(Wanted::id).toList();
    }

    List<List<Object>> distinctIds() {
        return links.stream().<List<Object>>map(Wanted::id).distinct().toList();
    }

    /** Returns the links, each target once, with the first or the last of its data: of the targets that Java knows to be one. */
    LinkChange<J> once(boolean last) {
        if (Ids.ascend(links, Wanted::id)) {
            return this;
        }
        Map<List<Object>, Wanted<J>> once = new LinkedHashMap<>();
        links.forEach(link -> once.merge(Ids.identity(link.id()), link, (first, next) -> last ? next : first));
        return with(List.copyOf(once.values()));
    }
}
