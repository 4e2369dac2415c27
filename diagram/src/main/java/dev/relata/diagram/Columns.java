package dev.relata.diagram;

import dev.relata.schema.Diagram.Box;
import dev.relata.schema.Diagram.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives each box a column: what is referred to stands left of what refers to it, circles cut where they close. */
final class Columns {

    private static final int UNKNOWN = -1;

    private final List<Line> lines;
    private final int[] columns;
    private final Set<Integer> open = new HashSet<>();
    private final Set<Line> turned = new HashSet<>();

    private Columns(int boxes, List<Line> lines) {
        this.lines = lines;
        this.columns = new int[boxes];
        Arrays.fill(columns, UNKNOWN);
    }

    static Columns of(List<Box> boxes, List<Line> lines) {
        Columns columns = new Columns(boxes.size(), lines);
        for (int box = 0; box < boxes.size(); box++) {
            columns.settle(box);
        }
        columns.tighten();
        columns.spread(boxes);
        return columns;
    }

    int of(int box) {
        return columns[box];
    }

    /** How many there are. */
    int count() {
        return Arrays.stream(columns).max().orElse(0) + 1;
    }

    /** Whether the box that refers stands to the left, against the rule. */
    boolean turned(Line line) {
        return turned.contains(line);
    }

    private int settle(int box) {
        if (columns[box] != UNKNOWN) {
            return columns[box];
        }
        open.add(box);
        int column = 0;
        for (Line line : lines) {
            if (line.from() == box && line.to() != box) {
                if (open.contains(line.to())) {
                    turned.add(line);
                } else {
                    column = Math.max(column, settle(line.to()) + 1);
                }
            }
        }
        open.remove(box);
        columns[box] = column;
        return column;
    }

    /** What refers to nothing moves as near to what refers to it as it can. */
    private void tighten() {
        for (int box = 0; box < columns.length; box++) {
            int number = box;
            boolean refers = lines.stream().anyMatch(line -> line.from() == number && line.to() != number);
            int nearest = lines.stream()
                    .filter(line -> line.to() == number && line.from() != number)
                    .mapToInt(line -> columns[line.from()])
                    .min()
                    .orElse(0);
            if (!refers && nearest > 0) {
                columns[box] = nearest - 1;
            }
        }
        lines.stream()
                .filter(line -> turned.contains(line) && columns[line.from()] > columns[line.to()])
                .toList()
                .forEach(turned::remove);
    }

    /** What stands alone goes where the most room is left. */
    private void spread(List<Box> boxes) {
        List<Integer> alone = new ArrayList<>();
        double[] heights = new double[count()];
        for (int box = 0; box < columns.length; box++) {
            int number = box;
            if (lines.stream().noneMatch(line -> line.from() == number || line.to() == number)) {
                alone.add(box);
            } else {
                heights[columns[box]] += Measures.height(boxes.get(box)) + Measures.GAP;
            }
        }
        for (int box : alone) {
            int lowest = lowest(heights);
            columns[box] = lowest;
            heights[lowest] += Measures.height(boxes.get(box)) + Measures.GAP;
        }
    }

    private static int lowest(double[] heights) {
        int lowest = 0;
        for (int column = 1; column < heights.length; column++) {
            lowest = heights[column] < heights[lowest] ? column : lowest;
        }
        return lowest;
    }
}
