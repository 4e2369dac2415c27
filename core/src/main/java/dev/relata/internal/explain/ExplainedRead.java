package dev.relata.internal.explain;

import dev.relata.query.Explain;
import dev.relata.query.ExplainedStatement;
import dev.relata.query.Explanation.Step;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One part of a read while it is explained. Guarded by its {@link ExplainedReads}. */
final class ExplainedRead {

    private final PlannedRead planned;
    private @Nullable ExplainedStatement statement;
    private int times;
    private long rows;
    private long most = Long.MAX_VALUE;

    ExplainedRead(PlannedRead planned) {
        this.planned = planned;
    }

    /** The request that was planned and not sent, or null. */
    @Nullable
    Select missing() {
        return times == 0 ? planned.request() : null;
    }

    /** Whether a request that is sent now is this one: planned, or sent before with the same text. */
    boolean is(Select select, String text) {
        boolean again = statement != null
                && statement.text().equals(text)
                && select.label().equals(planned.path());
        return planned.asks(select) || again;
    }

    /** Whether a request was planned as this one and has not been sent yet. */
    boolean awaits(Select select) {
        return times == 0 && planned.asks(select);
    }

    /** Notes that it is sent; returns whether that is for the first time. */
    boolean sent() {
        return times++ == 0;
    }

    void explained(ExplainedStatement explained) {
        statement = explained;
    }

    /** Notes that no more than so many rows are read of it. */
    void bounded(long rowsAtMost) {
        most = rowsAtMost;
    }

    void row() {
        rows++;
    }

    Step step(Explain how) {
        boolean unsent = times == 0 && planned.request() != null;
        ExplainedStatement shown =
                statement != null && unsent && planned.standIns() ? statement.ofRowsToCome() : statement;
        return new Step(planned.path(), planned.level(), planned.way(), reasons(how, unsent), shown);
    }

    private List<String> reasons(Explain how, boolean unsent) {
        List<String> reasons = new ArrayList<>(planned.reasons());
        if (times > 1) {
            reasons.add("sent " + times + " times, shown once");
        }
        if (unsent && how.sends()) {
            reasons.add("not sent: there is no row above");
        }
        if (rows >= most) {
            reasons.add("what follows is for its first " + most + " rows");
        }
        return reasons;
    }
}
