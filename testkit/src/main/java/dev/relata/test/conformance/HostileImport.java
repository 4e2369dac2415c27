package dev.relata.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.RelataException;
import dev.relata.spi.Capability;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** Imports files of newline-delimited JSON as applications do, by Jackson into records. Not thread-safe. */
final class HostileImport {

    /** A line that is no row; says which, and repeats nothing of it. */
    static final class LineException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LineException(long line) {
            super("line " + line + " is no entry", null, false, false);
        }
    }

    private final StoreUnderTest store;
    private final Random random;
    private final HostileLines lines;
    private final SentTexts sent = new SentTexts();
    private final Relata relata;
    private final boolean whole;
    private final Map<String, HostileEntry> rows = new TreeMap<>();
    private final Set<List<String>> seen = new HashSet<>();
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private HostileImport(StoreUnderTest store, long seed) {
        this.store = store;
        this.random = new Random(seed);
        this.lines = new HostileLines(random, new HostileText(random));
        this.relata = store.bare(builder -> builder.listener(sent), HostileEntry.class);
        this.whole = relata.capabilities().contains(Capability.TRANSACTIONS);
    }

    /** Imports files until so many lines have been tried. */
    static void run(StoreUnderTest store, long seed, int tries) {
        HostileImport input = new HostileImport(store, seed);
        store.observe(input.relata.schema().create()).answers();
        for (int tried = 0; tried < tries; ) {
            List<String> file = input.file();
            try {
                input.attempt(file);
            } catch (Throwable e) {
                throw new AssertionError("line " + tried + " of seed " + seed, e);
            }
            tried += file.size();
        }
    }

    private List<String> file() {
        int hostile = random.nextInt(3);
        List<String> file = new ArrayList<>();
        IntStream.range(0, 1 + random.nextInt(8)).forEach(i -> file.add(lines.good()));
        IntStream.range(0, hostile).forEach(i -> file.add(random.nextInt(file.size() + 1), lines.next()));
        if (random.nextInt(8) == 0) {
            file.add(file.get(0));
        }
        return file;
    }

    private HostileEntry read(long line, String text) {
        try {
            HostileEntry row = mapper.readValue(text, HostileEntry.class);
            if (row != null) {
                return row;
            }
        } catch (JacksonException e) {
            // Its message has a part of the line.
        }
        throw new LineException(line);
    }

    private Flux<HostileEntry> read(List<String> file) {
        return Flux.fromIterable(file).index((i, text) -> read(i + 1, text));
    }

    private HostileAnswer<Long> answer(List<String> file) {
        sent.taken();
        try {
            return HostileAnswer.of(relata.bulk().insert(HostileEntry.class, read(file)), sent::taken);
        } catch (LineException e) {
            return new HostileAnswer<>(List.of(), e, sent.taken());
        }
    }

    private void attempt(List<String> file) {
        List<HostileEntry> expected = new ArrayList<>();
        long broken = 0;
        for (int i = 0; i < file.size() && broken == 0; i++) {
            try {
                expected.add(read(i + 1, file.get(i)));
            } catch (LineException e) {
                broken = i + 1;
            }
        }
        boolean storable = broken == 0 && areNew(expected);
        if (!whole && broken == 0 && !storable && expected.stream().allMatch(HostileImport::isStorable)) {
            return;
        }
        HostileAnswer<Long> answer = answer(file);
        if (storable) {
            assertThat(answer.values()).containsExactly((long) expected.size());
            expected.forEach(row -> rows.put(row.id(), row));
            seen.add(answer.sent());
            assertThat(seen).as("what is sent").hasSizeLessThanOrEqualTo(8);
        } else {
            assertRefused(answer.error(), broken);
        }
        assertThat(store.observe(relata.from(HostileEntry.class).all()).values())
                .as("what is stored")
                .containsExactlyInAnyOrderElementsOf(rows.values());
        empty();
    }

    private static void assertRefused(@Nullable Throwable error, long broken) {
        if (broken > 0) {
            assertThat(error).isInstanceOf(LineException.class).hasMessage("line " + broken + " is no entry");
        } else {
            assertThat(error).isInstanceOf(RelataException.class);
        }
    }

    private void empty() {
        if (rows.size() > 100) {
            store.observe(relata.from(HostileEntry.class).deleteAll()).answers((long) rows.size());
            rows.clear();
        }
    }

    private boolean areNew(List<HostileEntry> file) {
        Set<String> ids = new HashSet<>(rows.keySet());
        return file.stream().allMatch(row -> isStorable(row) && ids.add(row.id()));
    }

    private static boolean isStorable(HostileEntry row) {
        return row.id() != null
                && row.text() != null
                && row.words() != null
                && row.facts() != null
                && row.bytes() != null
                && HostileText.isStorable(row.text())
                && List.of(row.words()).stream().allMatch(word -> HostileText.isStorable(Objects.requireNonNull(word)))
                && row.facts().values().stream().allMatch(HostileText::isStorable);
    }
}
