package com.example.catalogue;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.gte;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.isNull;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Conditions.ne;
import static dev.relata.model.Conditions.startsWith;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;

import dev.relata.Relata;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;

/** Questions, each under the SQL that answers it by hand with one text a row. */
public final class Questions {

    private Questions() {}

    public static Map<String, Flux<?>> of(Relata relata) {
        Map<String, Flux<?>> questions = new LinkedHashMap<>();
        questions.put(
                "SELECT title FROM films WHERE rating IN ('PG-13', 'NC-17') AND rental_rate > 3 ORDER BY film_id",
                relata.from(Film.class)
                        .where(Film::rating, in(MpaaRating.PG_13, MpaaRating.NC_17))
                        .where(Film::rentalRate, gt(new BigDecimal("3")))
                        .orderBy(asc(Film::filmId))
                        .all()
                        .map(Film::title));
        questions.put(
                "SELECT rating || ' ' || count(*) FROM films GROUP BY rating ORDER BY rating",
                relata.from(Film.class).group(Film::rating).count().map(it -> label(it.key()) + " " + it.value()));
        questions.put(
                "SELECT count(*)::text FROM films WHERE release_year IS NULL OR release_year < 2000",
                Flux.concat(
                                relata.from(Film.class).where(Film::releaseYear, isNull()).count(),
                                relata.from(Film.class).where(Film::releaseYear, lt(2000)).count())
                        .reduce(0L, Long::sum)
                        .flux());
        questions.put(
                "SELECT f.title || ' ' || trim(l.name) || ' ' || coalesce(trim(o.name), '-') FROM films f JOIN languages l USING (language_id)"
                        + " LEFT JOIN languages o ON o.language_id = f.original_language_id ORDER BY f.film_id LIMIT 9",
                relata.from(Film.class)
                        .fetch(Film.LANGUAGE)
                        .fetch(Film.ORIGINAL_LANGUAGE)
                        .orderBy(asc(Film::filmId))
                        .limit(9)
                        .graphs()
                        .map(it -> it.root().title() + " " + it.one(Film.LANGUAGE).orElseThrow().name().strip() + " "
                                + it.one(Film.ORIGINAL_LANGUAGE).map(Language::name).map(String::strip).orElse("-")));
        questions.put(
                "SELECT trim(l.name) || ' ' || count(f) FROM languages l LEFT JOIN films f ON f.original_language_id = l.language_id GROUP BY l.language_id ORDER BY l.language_id",
                relata.from(Language.class)
                        .fetchCount(Language.FILMS_BY_ORIGINAL_LANGUAGE)
                        .orderBy(asc(Language::languageId))
                        .graphs()
                        .map(it -> it.root().name().strip() + " " + it.count(Language.FILMS_BY_ORIGINAL_LANGUAGE)));
        questions.put(
                "SELECT a.last_name || f.title FROM actors a JOIN film_actors USING (actor_id) JOIN films f USING (film_id) WHERE a.actor_id = 7 ORDER BY f.film_id",
                relata.find(Actor.class, 7)
                        .flatMapMany(it -> relata.on(it, Actor.FILMS)
                                .orderBy(asc(Film::filmId))
                                .all()
                                .map(film -> it.lastName() + film.title())));
        questions.put(
                "SELECT count(DISTINCT film_id)::text FROM film_actors JOIN actors USING (actor_id) WHERE last_name = 'Last2'",
                relata.from(Film.class)
                        .whereAny(Film.ACTORS, it -> it.where(Actor::lastName, eq("Last2")))
                        .count()
                        .flux());
        questions.put(
                "SELECT c.name || ' ' || count(*) FROM categories c LEFT JOIN films_categories x ON x.category_category_id = c.category_id GROUP BY c.name HAVING count(x) > 0 ORDER BY c.name",
                relata.from(Category.class)
                        .whereAny(Category.FILMS, it -> it)
                        .fetchCount(Category.FILMS)
                        .orderBy(asc(Category::name))
                        .graphs()
                        .map(it -> it.root().name() + " " + it.count(Category.FILMS)));
        questions.put(
                "SELECT f.title FROM films f WHERE NOT EXISTS (SELECT FROM films_categories x WHERE x.film_film_id = f.film_id) ORDER BY f.film_id DESC",
                relata.from(Film.class)
                        .whereNone(Film.CATEGORIES, it -> it)
                        .orderBy(desc(Film::filmId))
                        .all()
                        .map(Film::title));
        questions.put(
                "SELECT sort_title || ' ' || counter FROM films WHERE sort_title LIKE 'FILM 1%' ORDER BY sort_title",
                relata.from(Film.class)
                        .where(Film::sortTitle, startsWith("FILM 1"))
                        .orderBy(asc(Film::sortTitle))
                        .all()
                        .map(it -> it.sortTitle() + " " + it.counter()));
        questions.put(
                "SELECT coalesce(array_to_string(special_features, ',', 'null'), '-') || ' ' || coalesce(grid[1][1] || ',' || grid[2][2], '-') || ' ' || critics::text"
                        + " FROM films WHERE film_id <= 15 ORDER BY film_id",
                relata.from(Film.class)
                        .where(Film::filmId, lt(16))
                        .orderBy(asc(Film::filmId))
                        .all()
                        .map(it -> (it.specialFeatures() == null
                                        ? "-"
                                        : it.specialFeatures().stream().map(String::valueOf).collect(Collectors.joining(",")))
                                + " " + (it.grid() == null ? "-" : it.grid()[0][0] + "," + it.grid()[1][1])
                                + " " + it.critics()));
        questions.put(
                "SELECT array_to_string(moods, '|') || shelf FROM films WHERE shelf = 'B' ORDER BY film_id LIMIT 4",
                relata.from(Film.class)
                        .where(Film::shelf, eq(Shelf.B))
                        .orderBy(asc(Film::filmId))
                        .limit(4)
                        .all()
                        .map(it -> it.moods().stream().map(Questions::label).collect(Collectors.joining("|")) + it.shelf()));
        questions.put(
                "SELECT running::text || ' ' || extract(epoch FROM pause)::int || ' ' || shown_at || ' ' || address::text || ' ' || bits || ' ' || (details ->> 'stars')"
                        + " FROM films WHERE film_id = 6",
                relata.find(Film.class, 6)
                        .map(it -> it.running() + " " + it.pause().toSeconds() + " " + it.shownAt() + ":00 " + it.address() + " "
                                + it.bits() + " " + it.details().get("stars").asInt())
                        .flux());
        questions.put(
                "SELECT count(*)::text FROM films WHERE pause > interval '10 minutes' AND factor >= 2.5",
                relata.from(Film.class)
                        .where(Film::pause, gt(Duration.ofMinutes(10)))
                        .where(Film::factor, gte(2.5))
                        .count()
                        .flux());
        questions.put(
                "SELECT mail || ' ' || work FROM customers WHERE active ORDER BY customer_id",
                relata.from(Customer.class)
                        .where(Customer::active, eq(true))
                        .orderBy(asc(Customer::customerId))
                        .all()
                        .map(it -> it.mail() + " " + it.work()));
        questions.put(
                "SELECT sum(amount)::text FROM payments WHERE paid_at >= '2025-01-01 00:00Z'",
                relata.from(Payment.class)
                        .where(Payment::paidAt, gte(Instant.parse("2025-01-01T00:00:00Z")))
                        .sum(Payment::amount)
                        .flux());
        questions.put(
                "SELECT c.name FROM refunds r JOIN payments p USING (payment_id, paid_at) JOIN customers c USING (customer_id) ORDER BY r.refund_id",
                relata.from(Refund.class)
                        .where(Refund::reason, ne("lost"))
                        .fetch(Refund.PAYMENT, it -> it.fetch(Payment.CUSTOMER))
                        .orderBy(asc(Refund::refundId))
                        .graphs()
                        .map(it -> it.graphs(Refund.PAYMENT).get(0).one(Payment.CUSTOMER).orElseThrow().name()));
        questions.put(
                "SELECT count(*)::text FROM payments p WHERE EXISTS (SELECT FROM refunds r WHERE (r.payment_id, r.paid_at) = (p.payment_id, p.paid_at))",
                relata.from(Payment.class).whereAny(Payment.REFUNDS, it -> it).count().flux());
        questions.put(
                "SELECT title || ' ' || trim(language) FROM film_list WHERE rating = 'NC-17' ORDER BY film_id",
                relata.from(FilmList.class)
                        .where(FilmList::rating, eq(MpaaRating.NC_17))
                        .orderBy(asc(FilmList::filmId))
                        .all()
                        .map(it -> it.title() + " " + String.valueOf(it.language()).strip()));
        questions.put(
                "SELECT customer_id || ' ' || total || ' ' || payments FROM sales_by_customer WHERE total > 200 ORDER BY total DESC, customer_id",
                relata.from(SalesByCustomer.class)
                        .where(SalesByCustomer::total, gt(new BigDecimal(200)))
                        .orderBy(desc(SalesByCustomer::total))
                        .thenBy(asc(SalesByCustomer::customerId))
                        .all()
                        .map(it -> it.customerId() + " " + it.total() + " " + it.payments()));
        questions.put(
                "SELECT page || ' ' || count(*) FROM visits WHERE customer_id = 2 GROUP BY page ORDER BY page",
                relata.from(Visit.class)
                        .where(Visit::customerId, eq(2L))
                        .group(Visit::page)
                        .count()
                        .map(it -> it.key() + " " + it.value()));
        questions.put(
                "SELECT c.name || ' ' || count(v) FROM customers c JOIN visits v USING (customer_id) GROUP BY c.customer_id ORDER BY c.customer_id",
                relata.from(Customer.class)
                        .whereAny(Customer.VISITS, it -> it)
                        .fetchCount(Customer.VISITS)
                        .orderBy(asc(Customer::customerId))
                        .graphs()
                        .map(it -> it.root().name() + " " + it.count(Customer.VISITS)));
        return questions;
    }

    private static String label(Enum<?> constant) {
        return Map.of("PG_13", "PG-13", "NC_17", "NC-17", "HAPPY", "happy", "VERY_HAPPY", "very happy", "VALUE_", "")
                .getOrDefault(constant.name(), constant.name());
    }

}
