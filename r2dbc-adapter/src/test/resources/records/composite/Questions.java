package com.example.composite;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.gte;
import static dev.relata.model.Conditions.isNotNull;
import static dev.relata.model.Conditions.isNull;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;

/** Questions, each under the SQL that answers it by hand with one text a row. */
public final class Questions {

    private Questions() {}

    public static Map<String, Flux<?>> of(Relata relata) {
        Map<String, Flux<?>> questions = new LinkedHashMap<>();
        questions.put(
                "SELECT r.region FROM ref.regions r JOIN ref.countries c ON c.code = r.country_code WHERE c.name = 'Sweden' AND r.title IS NOT NULL ORDER BY r.region",
                relata.from(RefRegion.class)
                        .where(RefRegion.COUNTRY, it -> it.where(RefCountry::name, eq("Sweden")))
                        .where(RefRegion::title, isNotNull())
                        .orderBy(asc(RefRegion::region))
                        .all()
                        .map(RefRegion::region));
        questions.put(
                "SELECT c.code || ' ' || count(r) FROM ref.countries c LEFT JOIN ref.regions r ON r.country_code = c.code GROUP BY c.code ORDER BY c.code",
                relata.from(RefCountry.class)
                        .fetchCount(RefCountry.REGIONS)
                        .orderBy(asc(RefCountry::code))
                        .graphs()
                        .map(it -> it.root().code() + " " + it.count(RefCountry.REGIONS)));
        return questions;
    }
}
