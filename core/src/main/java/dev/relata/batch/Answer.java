package dev.relata.batch;

import java.util.List;

/** What is known of one key. Immutable but for its place. */
final class Answer<R> extends Recent.Place {

    final LookupQueue<R> queue;
    final List<Object> key;
    final List<R> rows;

    Answer(LookupQueue<R> queue, List<Object> key, List<R> rows) {
        this.queue = queue;
        this.key = key;
        this.rows = rows;
    }

    int weight() {
        return Math.max(1, rows.size());
    }
}
