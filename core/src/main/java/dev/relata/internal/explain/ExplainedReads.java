package dev.relata.internal.explain;

import dev.relata.query.Explain;
import dev.relata.query.ExplainedStatement;
import dev.relata.query.Explanation;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a read that are known so far, planned or sent. One explanation's. Thread-safe. */
final class ExplainedReads {

    private final List<ExplainedRead> reads = new ArrayList<>();
    private @Nullable Throwable failure;

    synchronized void expect(List<PlannedRead> planned) {
        planned.forEach(read -> reads.add(new ExplainedRead(read)));
    }

    /** Notes a request that is sent; returns its part, or null where that has been explained before. */
    synchronized @Nullable ExplainedRead sent(Select select, boolean stream, ExplainedStatement statement) {
        ExplainedRead read = find(select, statement.text());
        if (read == null) {
            read = new ExplainedRead(PlannedRead.unplanned(select, stream));
            reads.add(read);
        }
        if (!read.sent()) {
            return null;
        }
        read.explained(statement);
        return read;
    }

    private @Nullable ExplainedRead find(Select select, String text) {
        for (ExplainedRead read : reads) {
            if (read.awaits(select)) {
                return read;
            }
        }
        return reads.stream().filter(read -> read.is(select, text)).findFirst().orElse(null);
    }

    synchronized void explained(ExplainedRead read, ExplainedStatement statement) {
        read.explained(statement);
    }

    synchronized void bounded(ExplainedRead read, long rows) {
        read.bounded(rows);
    }

    synchronized void row(ExplainedRead read) {
        read.row();
    }

    /** The parts that were planned and not sent. */
    synchronized List<ExplainedRead> missing() {
        return reads.stream().filter(read -> read.missing() != null).toList();
    }

    synchronized void fail(Throwable error) {
        failure = failure == null ? error : failure;
    }

    synchronized @Nullable Throwable failure() {
        return failure;
    }

    synchronized boolean isEmpty() {
        return reads.isEmpty();
    }

    synchronized Explanation explanation(Explain how) {
        return new Explanation(reads.stream().map(read -> read.step(how)).toList());
    }
}
