package dev.relata.query;

/**
 * How a read is explained. Immutable.
 *
 * @param depth how much is asked of the store
 * @param values whether the values of parameters are shown, which may be personal data; by default only their types and numbers are
 */
public record Explain(Depth depth, boolean values) {

    /** How much is asked of the store. */
    public enum Depth {
        /** Nothing: only statements are shown, and none is sent. */
        STATEMENTS,
        /** The plan of each statement, which is not carried out for it. */
        PLANS,
        /** The plan of each statement with what happened when it was carried out. */
        ANALYZED_PLANS
    }

    /**
     * The statements alone. Nothing is sent.
     *
     * @return the default
     */
    public static Explain statements() {
        return new Explain(Depth.STATEMENTS, false);
    }

    /**
     * The statements with the plans of the store, as by {@code EXPLAIN}. A plan may show values that are bound.
     *
     * <p>Rows are read too, up to 256 of a statement of its own and up to 4,096 of a statement for the rows above, so that the
     * statements of the next level have real keys. Counts and other aggregates are planned and not read. All of it happens in
     * one read-only transaction, or inside that of the reactive context, and is rolled back; a stream shows the statement that it has in
     * a transaction. Needs {@link dev.relata.spi.Capability#EXPLAIN_PLANS}.
     *
     * @return statements and plans
     */
    public static Explain plans() {
        return new Explain(Depth.PLANS, false);
    }

    /**
     * The statements with the plans of the store and the times and rows of one execution, as by {@code EXPLAIN (ANALYZE,
     * BUFFERS)}: like {@link #plans()}, but each statement is carried out for its plan, whole, whatever its size.
     *
     * @return statements and analyzed plans
     */
    public static Explain analyze() {
        return new Explain(Depth.ANALYZED_PLANS, false);
    }

    /**
     * The same with the values of parameters.
     *
     * @return a changed copy
     */
    public Explain withValues() {
        return new Explain(depth, true);
    }

    /**
     * Tells whether the store is asked for plans, and so something is sent.
     *
     * @return false for the statements alone
     */
    public boolean sends() {
        return depth != Depth.STATEMENTS;
    }
}
