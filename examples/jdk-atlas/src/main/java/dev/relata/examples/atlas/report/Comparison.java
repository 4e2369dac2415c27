package dev.relata.examples.atlas.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one question took in two ways that came to the same answer. Immutable.
 *
 * @param question what the question is called
 * @param naive with a lookup for each row
 * @param together with the lookups in few statements
 */
public record Comparison(String question, Step naive, Step together) {

    /**
     * The statements of each way.
     *
     * @return their numbers by the names of the ways
     */
    public Map<String, Long> statements() {
        Map<String, Long> byWay = new LinkedHashMap<>();
        byWay.put(naive.name(), naive.statements());
        byWay.put(together.name(), together.statements());
        return byWay;
    }
}
