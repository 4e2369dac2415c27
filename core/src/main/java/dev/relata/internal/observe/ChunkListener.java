package dev.relata.internal.observe;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Sees the chunks of the write of many rows that runs in a context. */
public interface ChunkListener {

    /** The key in the context. */
    Object KEY = ChunkListener.class;

    /** Sees nothing. */
    ChunkListener NONE = new ChunkListener() {
        @Override
        public void begin(OptionalLong total) {}

        @Override
        public void written(int chunk, long rowsSoFar, int ofChunk) {}
    };

    /** Called before the first chunk; again where the write is repeated. */
    void begin(OptionalLong total);

    /** Called after each chunk, with its number from 1 on and the rows of all so far. */
    void written(int chunk, long rowsSoFar, int ofChunk);

    /** Finds the listener of a context. */
    static ChunkListener of(ContextView context) {
        ChunkListener own = context.<@Nullable ChunkListener>getOrDefault(KEY, null);
        return own == null ? NONE : own;
    }

    /** Hides the listener from writes inside a chunk, and from those of the source of the rows. */
    static Context hidden(Context context) {
        return context.hasKey(KEY) ? context.put(KEY, NONE) : context;
    }
}
