package dev.relata.internal.plan;

import dev.relata.internal.explain.PlannedRead;
import dev.relata.internal.explain.StandInKeys;
import dev.relata.query.Explanation;
import dev.relata.query.Fetch.What;
import dev.relata.query.FetchStrategy;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a plan makes, before there are rows: a level at a time, and one for all branches of a level that ask for the same, as
 * {@link PlanExecution} does. One explanation's.
 */
final class PlanOutline {

    /** A branch where it stands in a plan: below which rows, and whether these are one or any number. */
    private record Place(PlanBranch branch, String path, int level, boolean one) {}

    private final List<PlannedRead> reads = new ArrayList<>();

    private PlanOutline() {}

    /**
     * Tells the requests of a plan.
     *
     * @param root the request for the first rows
     * @param chunks says how the first rows of a stream are cut, null where all are read at once
     */
    static List<PlannedRead> of(PlanShape shape, Select root, @Nullable String chunks) {
        PlanOutline outline = new PlanOutline();
        Explanation.Way way = chunks == null ? Explanation.Way.READ : Explanation.Way.STREAM;
        List<String> reasons = chunks == null ? List.of() : List.of(chunks);
        outline.reads.add(new PlannedRead(root.label(), 0, way, reasons, root, false));
        Long limit = root.query().limit();
        outline.levels(outline.places(shape, "", 1, limit != null && limit == 1));
        return outline.reads;
    }

    private void levels(List<Place> first) {
        List<Place> level = first;
        while (!level.isEmpty()) {
            List<Place> next = new ArrayList<>();
            for (List<Place> same : together(level)) {
                reads.add(planned(same));
                same.forEach(place -> next.addAll(below(place)));
            }
            level = next;
        }
    }

    private List<Place> below(Place place) {
        if (place.branch().what().computed()) {
            return List.of(); // Nothing leads on from a number; in a view its shape is the one that it stands in.
        }
        boolean one = place.one() && place.branch().single() && place.branch().way() == PlanBranch.Way.BATCH;
        return places(place.branch().target(), place.path() + " > ", place.level() + 1, one);
    }

    /** The branches that are requested for rows of a shape, and behind those that are read with them. */
    private List<Place> places(PlanShape shape, String before, int level, boolean one) {
        List<Place> places = new ArrayList<>();
        PlanMessages words = new PlanMessages(shape.resolver().model());
        for (PlanBranch branch : shape.branches()) {
            String path = before + name(words, branch);
            switch (branch.way()) {
                case BATCH, TREE -> places.add(new Place(branch, path, level, one));
                case JOIN -> {
                    reads.add(new PlannedRead(path, level, Explanation.Way.JOIN, List.of(reason(branch)), null, false));
                    places.addAll(places(branch.target(), path + " > ", level + 1, one));
                }
                case STEP -> {} // The tree that it belongs to says it.
            }
        }
        return places;
    }

    private static String name(PlanMessages words, PlanBranch branch) {
        boolean plain = branch.alias() == null && branch.what() == What.ROWS;
        return plain ? words.name(branch.relationship()) : words.fetching(branch);
    }

    private static List<List<Place>> together(List<Place> level) {
        List<List<Place>> groups = new ArrayList<>();
        for (Place place : level) {
            groups.stream()
                    .filter(group -> group.get(0).branch().asksTheSameAs(place.branch()))
                    .findFirst()
                    .orElseGet(() -> {
                        groups.add(new ArrayList<>());
                        return groups.get(groups.size() - 1);
                    })
                    .add(place);
        }
        return groups;
    }

    private static PlannedRead planned(List<Place> same) {
        Place place = same.get(0);
        PlanBranch branch = place.branch();
        boolean one = same.size() == 1 && place.one();
        Select request = branch.select(StandInKeys.of(branch.association().sourceKey(), one ? 1 : 2));
        List<String> reasons = new ArrayList<>(List.of(reason(branch)));
        same.stream().skip(1).forEach(other -> reasons.add("answers " + other.path() + " too"));
        Explanation.Way way = branch.way() == PlanBranch.Way.TREE ? Explanation.Way.RECURSION : Explanation.Way.BATCH;
        return new PlannedRead(place.path(), place.level(), way, reasons, request, true);
    }

    private static String reason(PlanBranch branch) {
        if (branch.strategy() != FetchStrategy.AUTO) {
            return "asked for by FetchStrategy." + branch.strategy();
        }
        return branch.way() == PlanBranch.Way.TREE ? branch.extent() : "AUTO: " + chosen(branch);
    }

    private static String chosen(PlanBranch branch) {
        if (branch.way() == PlanBranch.Way.JOIN) {
            return "a required one-to-one of which nothing further is fetched";
        }
        if (branch.what().computed()) {
            return "computed by the store for each row above";
        }
        if (!branch.single()) {
            return "a row may have more than one";
        }
        return branch.relationship().kind().uniqueKey()
                ? "not a required one-to-one, or under a limit or a condition, or more is fetched of it"
                : "rows may share one, which is sent once";
    }
}
