package dev.relata.test.conformance;

import static dev.relata.model.Aggregates.avg;
import static dev.relata.model.Aggregates.count;
import static dev.relata.model.Aggregates.countDistinct;
import static dev.relata.model.Aggregates.max;
import static dev.relata.model.Aggregates.min;
import static dev.relata.model.Aggregates.sum;
import static dev.relata.model.Conditions.gte;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.model.Values.month;
import static dev.relata.model.Values.valueOf;
import static dev.relata.model.Values.year;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Aggregation;
import dev.relata.model.Value;
import dev.relata.query.Group;
import dev.relata.query.Grouping;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Buyer;
import dev.relata.test.conformance.model.Sale;
import dev.relata.test.conformance.model.SaleItem;
import dev.relata.test.conformance.model.Song;
import dev.relata.test.conformance.model.Style;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Groups answer what a loop over the rows would. */
public interface RandomGroupContract extends StoreUnderTest {

    /**
     * A row with all that is grouped by, at hand.
     *
     * @param item the row
     * @param song what it refers to, or null
     * @param style what that refers to, or null
     * @param sale the sale
     * @param buyer the buyer of that, or null
     */
    record Known(
            SaleItem item,
            @Nullable Song song,
            @Nullable Style style,
            Sale sale,
            @Nullable Buyer buyer) {}

    /**
     * A value by which rows are grouped, as Relata and as a loop works it out.
     *
     * @param asked for a selection
     * @param naive for a row at hand
     */
    record Key(Value<SaleItem, ?> asked, Function<Known, @Nullable Object> naive) {}

    /**
     * An aggregate, as Relata and as a loop works it out.
     *
     * @param asked for a selection
     * @param naive for rows at hand
     * @param always whether every group has one
     */
    record Measure(
            Aggregation<SaleItem, ?> asked, Function<Collection<Known>, @Nullable Object> naive, boolean always) {}

    /** Random rows, keys, aggregates, conditions, orders and bounds. */
    @Test
    @Tag("S175")
    default void randomGroupsAreThoseOfALoopOverTheRows() {
        long seed = System.nanoTime();
        System.out.println("random groups, seed " + seed);
        Random random = new Random(seed);
        List<Known> rows = rows(random);
        List<Key> keys = keys();
        List<Measure> measures = measures();
        for (int round = 0; round < 40; round++) {
            Key first = keys.get(random.nextInt(keys.size()));
            Key second = random.nextBoolean() ? null : keys.get(random.nextInt(keys.size()));
            Measure measure = measures.get(random.nextInt(measures.size()));
            Measure order = random.nextBoolean() ? null : measures.get(random.nextInt(measures.size()));
            long least = random.nextInt(4);
            Long limit = random.nextBoolean() ? null : (long) random.nextInt(6);
            boolean half = random.nextBoolean();
            int most = half ? rows.size() / 2 : rows.size();

            Selection<SaleItem> items = relata().from(SaleItem.class);
            items = half ? items.orderBy(asc(SaleItem::id)).limit(most) : items;
            List<String> answered = answered(items, first, second, measure, order, least, limit);
            List<String> naive = naive(rows.subList(0, most), first, second, measure, order, least, limit);
            assertThat(answered).as("seed %s, round %s", seed, round).isEqualTo(naive);
        }
    }

    private List<String> answered(
            Selection<SaleItem> items,
            Key first,
            @Nullable Key second,
            Measure measure,
            @Nullable Measure order,
            long least,
            @Nullable Long limit) {
        Grouping<SaleItem, ?> groups = items.group(first.asked());
        groups = second == null ? groups : groups.and(second.asked());
        groups = least == 0 ? groups : groups.having(count(), gte(least));
        groups = order == null ? groups : groups.orderBy(desc(order.asked()).nullsLast());
        groups = limit == null ? groups : groups.limit(limit);
        return observe(texts(groups, measure.asked())).values();
    }

    private static <K, V> reactor.core.publisher.Flux<String> texts(
            Grouping<SaleItem, K> groups, Aggregation<SaleItem, V> aggregation) {
        return groups.aggregate(aggregation).map(RandomGroupContract::text);
    }

    private static String text(Group<?, ?> group) {
        List<?> key = group.key() instanceof List<?> list ? list : Arrays.asList(group.key());
        return text(key, group.value());
    }

    private static String text(List<?> key, @Nullable Object value) {
        return key + " " + (value instanceof Number ? Market.plain(value) : value);
    }

    private static List<String> naive(
            List<Known> rows,
            Key first,
            @Nullable Key second,
            Measure measure,
            @Nullable Measure order,
            long least,
            @Nullable Long limit) {
        Map<List<@Nullable Object>, List<Known>> groups = new LinkedHashMap<>();
        for (Known row : rows) {
            List<@Nullable Object> key = new ArrayList<>();
            key.add(first.naive().apply(row));
            if (second != null) {
                key.add(second.naive().apply(row));
            }
            groups.computeIfAbsent(key, any -> new ArrayList<>()).add(row);
        }
        Comparator<Map.Entry<List<@Nullable Object>, List<Known>>> byKey =
                (one, other) -> compareAll(one.getKey(), other.getKey());
        Comparator<Map.Entry<List<@Nullable Object>, List<Known>>> wanted = order == null
                ? byKey
                : Comparator.<Map.Entry<List<@Nullable Object>, List<Known>>>comparingInt(
                                entry -> order.naive().apply(entry.getValue()) == null ? 1 : 0)
                        .thenComparing((one, other) -> -compare(
                                order.naive().apply(one.getValue()),
                                order.naive().apply(other.getValue())))
                        .thenComparing(byKey);
        return groups.entrySet().stream()
                .filter(entry -> entry.getValue().size() >= least)
                .filter(entry -> measure.always() || measure.naive().apply(entry.getValue()) != null)
                .sorted(wanted)
                .limit(limit == null ? Long.MAX_VALUE : limit)
                .map(entry -> text(entry.getKey(), measure.naive().apply(entry.getValue())))
                .toList();
    }

    private static int compareAll(List<@Nullable Object> one, List<@Nullable Object> other) {
        for (int i = 0; i < one.size(); i++) {
            int result = compare(one.get(i), other.get(i));
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }

    /** Null last. */
    @SuppressWarnings("unchecked") // values of one key are of one comparable type
    private static int compare(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return Boolean.compare(one == null, other == null);
        }
        return one instanceof Number
                ? new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString()))
                : ((Comparable<Object>) one).compareTo(other);
    }

    private static List<Key> keys() {
        return List.of(
                new Key(valueOf(SaleItem::quantity), row -> row.item().quantity()),
                new Key(
                        valueOf(SaleItem.SONG, Song::title),
                        row -> row.song() == null ? null : row.song().title()),
                new Key(
                        valueOf(SaleItem.SONG, Song.STYLE, Style::name),
                        row -> row.style() == null ? null : row.style().name()),
                new Key(
                        valueOf(SaleItem.SALE, Sale.BUYER, Buyer::country),
                        row -> row.buyer() == null ? null : row.buyer().country()),
                new Key(
                        year(valueOf(SaleItem.SALE, Sale::soldAt)),
                        row -> row.sale().day().withDayOfYear(1).atStartOfDay().toInstant(ZoneOffset.UTC)),
                new Key(
                        month(valueOf(SaleItem.SALE, Sale::day)),
                        row -> row.sale().day().withDayOfMonth(1)),
                new Key(valueOf(SaleItem.SALE, Sale::rebate), row -> row.sale().rebate()));
    }

    private static List<Measure> measures() {
        return List.of(
                new Measure(count(), rows -> (long) rows.size(), true),
                new Measure(
                        countDistinct(SaleItem::songId),
                        rows -> songs(rows).distinct().count(),
                        true),
                new Measure(
                        sum(valueOf(SaleItem::price).times(SaleItem::quantity)),
                        rows -> rows.stream()
                                .map(row -> row.item()
                                        .price()
                                        .multiply(BigDecimal.valueOf(row.item().quantity())))
                                .reduce(BigDecimal.ZERO, BigDecimal::add),
                        true),
                new Measure(
                        sum(SaleItem::songId),
                        rows -> songs(rows).mapToLong(song -> song).sum(),
                        true),
                new Measure(
                        max(valueOf(SaleItem.SONG, Song::title)),
                        rows -> rows.stream()
                                .map(row -> row.song() == null ? "" : row.song().title())
                                .filter(title -> !title.isEmpty())
                                .max(Comparator.naturalOrder())
                                .orElse(null),
                        false),
                new Measure(
                        min(SaleItem::songId),
                        rows -> songs(rows).min(Comparator.naturalOrder()).orElse(null),
                        false),
                new Measure(avg(valueOf(SaleItem.SALE, Sale::rebate)), RandomGroupContract::meanOfRebates, false));
    }

    private static Stream<Long> songs(Collection<Known> rows) {
        return rows.stream()
                .map(row -> row.item().songId())
                .filter(Objects::nonNull)
                .map(Long.class::cast);
    }

    /** Of few and small numbers, which every store adds up without a loss. */
    private static @Nullable Object meanOfRebates(Collection<Known> rows) {
        List<Integer> rebates = rows.stream()
                .map(row -> row.sale().rebate())
                .filter(Objects::nonNull)
                .map(Integer.class::cast)
                .toList();
        return rebates.isEmpty()
                ? null
                : (Object) (rebates.stream().mapToInt(rebate -> rebate).sum() / (double) rebates.size());
    }

    private List<Known> rows(Random random) {
        Market market = new Market(this);
        List<Style> styles = List.of(market.style("rock"), market.style("jazz"));
        List<Song> songs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            songs.add(market.song("s" + i % 4, i == 0 ? null : styles.get(i % 2)));
        }
        List<Buyer> buyers = List.of(market.buyer("ann", "DE"), market.buyer("bob", null), market.buyer("cid", "FR"));
        List<Known> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Buyer buyer = random.nextInt(4) == 0 ? null : buyers.get(random.nextInt(3));
            Instant soldAt = LocalDate.of(2020 + random.nextInt(3), 1 + random.nextInt(12), 28)
                    .atTime(random.nextInt(24), 59)
                    .toInstant(ZoneOffset.UTC);
            Integer rebate = random.nextInt(3) == 0 ? null : random.nextInt(4);
            Sale sale = market.sale(buyer, soldAt, rebate);
            for (int item = 0; item < random.nextInt(6); item++) {
                Song song = random.nextInt(4) == 0 ? null : songs.get(random.nextInt(5));
                BigDecimal price = BigDecimal.valueOf(random.nextInt(1000), 2);
                SaleItem stored = market.item(sale, song, price, random.nextInt(4), random.nextInt(8) / 4.0);
                rows.add(new Known(stored, song, style(song, styles), sale, buyer));
            }
        }
        return rows;
    }

    private static @Nullable Style style(@Nullable Song song, List<Style> styles) {
        return styles.stream()
                .filter(style -> song != null && Objects.equals(style.id(), song.styleId()))
                .findFirst()
                .orElse(null);
    }
}
