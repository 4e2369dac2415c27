package dev.relata.r2dbc;

import dev.relata.r2dbc.internal.sql.write.InsertStatements;
import dev.relata.r2dbc.internal.sql.write.WriteRequest;
import dev.relata.spi.Insert;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Sends each write as one statement, to databases of which no trigger leaves rows out unseen. */
final class PlainWrites implements Writes {

    private final StoreSession session;

    PlainWrites(StoreSession session) {
        this.session = session;
    }

    /** Rows that may be there by several keys are written one after the other, for one of them may also meet another of them. */
    @Override
    public Mono<List<@Nullable Object[]>> insert(Insert insert) {
        return InsertStatements.meetEachOther(insert)
                ? new CheckedWrites(session).oneByOne(insert)
                : CheckedWrites.plain(session, insert);
    }

    @Override
    public Mono<Long> count(WriteRequest request) {
        return session.write(request);
    }

    @Override
    public Mono<List<@Nullable Object[]>> answer(WriteRequest request) {
        if (!session.dialect().returnsChanges()) {
            return new ChangedRows(session).answer(request);
        }
        return session.sent(sql -> sql.answered(request), sql -> session.written(request.label(), sql));
    }
}
