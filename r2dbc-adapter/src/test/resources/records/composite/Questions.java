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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Flux;

/** Questions, each under the SQL that answers it by hand with one text a row. */
public final class Questions {

    private Questions() {}

    public static Map<String, Flux<?>> of(Relata relata) {
        Map<String, Flux<?>> questions = new LinkedHashMap<>();
        questions.put(
                "SELECT r.region FROM ref.regions r JOIN ref.countries c ON c.code = r.country_code WHERE c.name = 'Sweden' AND r.title IS NOT NULL ORDER BY r.region",
                relata.from(Region.class)
                        .where(Region.COUNTRY, it -> it.where(Country::name, eq("Sweden")))
                        .where(Region::title, isNotNull())
                        .orderBy(asc(Region::region))
                        .all()
                        .map(Region::region));
        questions.put(
                "SELECT c.code || ' ' || count(r) FROM ref.countries c LEFT JOIN ref.regions r ON r.country_code = c.code GROUP BY c.code ORDER BY c.code",
                relata.from(Country.class)
                        .fetchCount(Country.REGIONS)
                        .orderBy(asc(Country::code))
                        .graphs()
                        .map(it -> it.root().code() + " " + it.count(Country.REGIONS)));
        questions.put(
                "SELECT w.name || ' ' || coalesce(r.title, '-') FROM stock.warehouses w JOIN ref.regions r USING (country_code, region) WHERE capacity > 60 ORDER BY w.name",
                relata.from(Warehouse.class)
                        .where(Warehouse::capacity, gt(60))
                        .fetch(Warehouse.REGION)
                        .orderBy(asc(Warehouse::name))
                        .graphs()
                        .map(it -> it.root().name() + " "
                                + Optional.ofNullable(it.one(Warehouse.REGION).orElseThrow().title()).orElse("-")));
        questions.put(
                "SELECT w.name FROM stock.warehouses w WHERE w.country_code = 'SE' AND w.region = 'south' AND w.capacity IS NULL",
                relata.onKey(Region.WAREHOUSES, List.of("SE", "south"))
                        .where(Warehouse::capacity, isNull())
                        .all()
                        .map(Warehouse::name));
        questions.put(
                "SELECT unit || ' ' || sum(weight) FROM stock.items WHERE tenant = 1 GROUP BY unit ORDER BY unit",
                relata.from(Item.class)
                        .where(Item::tenant, eq(1))
                        .group(Item::unit)
                        .sum(Item::weight)
                        .map(it -> it.key().name().toLowerCase(Locale.ROOT) + " " + it.value()));
        questions.put(
                "SELECT i.tenant || i.sku || '>' || n.sku FROM stock.items i JOIN stock.items n ON (n.tenant, n.sku) = (i.tenant, i.replaced_by) ORDER BY i.tenant, i.sku",
                relata.from(Item.class)
                        .where(Item::replacedBy, isNotNull())
                        .fetch(Item.REPLACED_BY)
                        .orderBy(asc(Item::tenant))
                        .thenBy(asc(Item::sku))
                        .graphs()
                        .map(it -> it.root().tenant() + it.root().sku() + ">"
                                + it.one(Item.REPLACED_BY).orElseThrow().sku()));
        questions.put(
                "SELECT sku FROM stock.items WHERE tenant = 2 AND replaced_by = 'sku3' ORDER BY sku",
                relata.onKey(Item.ITEMS_BY_REPLACED_BY, List.of(2, "sku3"))
                        .orderBy(asc(Item::sku))
                        .all()
                        .map(Item::sku));
        questions.put(
                "SELECT w.name || ' ' || l.on_hand FROM stock.levels l JOIN stock.warehouses w ON (w.country_code, w.region, w.name) = (l.country_code, l.region, l.warehouse)"
                        + " WHERE l.tenant = 1 AND l.sku = 'sku10' ORDER BY w.country_code, w.region, w.name",
                relata.find(Item.class, List.of(1, "sku10"))
                        .flatMapMany(it -> relata.on(it, Item.WAREHOUSES)
                                .links()
                                .orderByTarget(asc(Warehouse::countryCode))
                                .thenByTarget(asc(Warehouse::region))
                                .all())
                        .map(it -> it.target().name() + " " + it.data().onHand()));
        questions.put(
                "SELECT count(*)::text FROM stock.items i WHERE EXISTS (SELECT FROM stock.levels l WHERE (l.tenant, l.sku) = (i.tenant, i.sku) AND l.on_hand > 60)",
                relata.from(Item.class).whereAny(Item.LEVELS, it -> it.where(Level::onHand, gt(60))).count().flux());
        questions.put(
                "SELECT c.name || ' ' || count(o) FROM sales.customers c LEFT JOIN sales.orders o ON (o.tenant, o.customer_number) = (c.tenant, c.number)"
                        + " WHERE c.tenant = 2 GROUP BY c.tenant, c.number ORDER BY c.number",
                relata.from(Customer.class)
                        .where(Customer::tenant, eq(2))
                        .fetchCount(Customer.SALES_ORDERS)
                        .orderBy(asc(Customer::number))
                        .graphs()
                        .map(it -> it.root().name() + " " + it.count(Customer.SALES_ORDERS)));
        questions.put(
                "SELECT number::text FROM sales.orders WHERE tenant = 1 AND customer_number IS NULL AND placed_on >= date '2023-06-01' ORDER BY number",
                relata.from(SalesOrder.class)
                        .where(SalesOrder::tenant, eq(1))
                        .where(SalesOrder::customerNumber, isNull())
                        .where(SalesOrder::placedOn, gte(LocalDate.of(2023, 6, 1)))
                        .orderBy(asc(SalesOrder::number))
                        .all()
                        .map(SalesOrder::number));
        questions.put(
                "SELECT line || ': ' || i.unit FROM sales.order_lines l JOIN stock.items i USING (tenant, sku) WHERE (tenant, year, order_number) = (1, 2024, 7) ORDER BY line",
                relata.onKey(SalesOrder.ORDER_LINES, List.of(1, (short) 2024, 7))
                        .fetch(OrderLine.ITEM)
                        .orderBy(asc(OrderLine::line))
                        .graphs()
                        .map(it -> it.root().line() + ": "
                                + it.one(OrderLine.ITEM).orElseThrow().unit().name().toLowerCase(Locale.ROOT)));
        questions.put(
                "SELECT max(price)::text FROM sales.order_lines WHERE quantity > 2 AND sku = 'sku9'",
                relata.from(OrderLine.class)
                        .where(OrderLine::quantity, gt(2))
                        .where(OrderLine::sku, eq("sku9"))
                        .max(OrderLine::price)
                        .flux());
        questions.put(
                "SELECT o.number::text FROM sales.orders o JOIN sales.deliveries d ON (d.tenant, d.year, d.order_number) = (o.tenant, o.year, o.number)"
                        + " WHERE o.tenant = 1 AND d.shipped < date '2023-03-01' ORDER BY o.number",
                relata.from(SalesOrder.class)
                        .where(SalesOrder::tenant, eq(1))
                        .where(SalesOrder.DELIVERY, it -> it.where(Delivery::shipped, lt(LocalDate.of(2023, 3, 1))))
                        .orderBy(asc(SalesOrder::number))
                        .all()
                        .map(SalesOrder::number));
        questions.put(
                "SELECT o.reference FROM sales.deliveries d JOIN sales.orders o ON (d.tenant, d.year, d.order_number) = (o.tenant, o.year, o.number)"
                        + " WHERE o.reference IS NOT NULL AND o.tenant = 2 ORDER BY o.number",
                relata.from(Delivery.class)
                        .where(Delivery.ORDER, it -> it.where(SalesOrder::reference, isNotNull())
                                .where(SalesOrder::tenant, eq(2)))
                        .fetch(Delivery.ORDER)
                        .orderBy(asc(Delivery::orderNumber))
                        .graphs()
                        .map(it -> it.one(Delivery.ORDER).orElseThrow().reference()));
        questions.put(
                "SELECT label FROM sales.customer_labels WHERE tenant = 1 AND customer_number = 10 ORDER BY label",
                relata.onKey(Customer.LABELS, List.of(1, 10L)).orderBy(asc(Label::label)).all().map(Label::label));
        questions.put(
                "SELECT count(*)::text FROM sales.customer_labels WHERE label = 'late'",
                relata.from(Customer.class)
                        .whereAny(Customer.LABELS, it -> it.where(Label::label, eq("late")))
                        .count()
                        .flux());
        questions.put(
                "SELECT c.name FROM sales.partners p JOIN sales.customers c ON (c.tenant, c.number) = (p.customer_tenant, p.customer_number)"
                        + " WHERE p.country_code = 'SE' AND p.region = 'north' ORDER BY c.tenant, c.number",
                relata.onKey(Region.CUSTOMERS, List.of("SE", "north"))
                        .orderBy(asc(Customer::tenant))
                        .thenBy(asc(Customer::number))
                        .all()
                        .map(Customer::name));
        questions.put(
                "SELECT r.country_code || r.region FROM ref.regions r WHERE NOT EXISTS (SELECT FROM sales.partners p WHERE (p.country_code, p.region) = (r.country_code, r.region))"
                        + " ORDER BY r.country_code, r.region",
                relata.from(Region.class)
                        .whereNone(Region.CUSTOMERS, it -> it)
                        .orderBy(asc(Region::countryCode))
                        .thenBy(asc(Region::region))
                        .all()
                        .map(it -> it.countryCode() + it.region()));
        questions.put(
                "SELECT i.sku FROM sales.barcodes b JOIN stock.items i ON i.ean = b.ean WHERE b.printed ORDER BY b.id",
                relata.from(Barcode.class)
                        .where(Barcode::printed, eq(true))
                        .fetch(Barcode.ITEM)
                        .orderBy(asc(Barcode::id))
                        .graphs()
                        .map(it -> it.one(Barcode.ITEM).orElseThrow().sku()));
        questions.put(
                "SELECT count(*)::text FROM archive.orders WHERE year = 2022 AND closed IS NOT NULL",
                relata.from(Order.class).where(Order::year, eq((short) 2022)).where(Order::closed, isNotNull()).count().flux());
        questions.put(
                "SELECT year || ' ' || total FROM sales.turnover WHERE tenant = 1 AND total > 100 ORDER BY year",
                relata.from(Turnover.class)
                        .where(Turnover::tenant, eq(1))
                        .where(Turnover::total, gt(new BigDecimal("100")))
                        .orderBy(asc(Turnover::year))
                        .all()
                        .map(it -> it.year() + " " + it.total()));
        return questions;
    }
}
