-- Natural keys of several columns, over several schemas.
CREATE SCHEMA ref;
CREATE SCHEMA stock;
CREATE SCHEMA sales;
CREATE SCHEMA archive;
CREATE TABLE ref.countries (code char(2) PRIMARY KEY, name text NOT NULL);
CREATE TABLE ref.regions (country_code char(2) NOT NULL REFERENCES ref.countries, region varchar(10) NOT NULL, title text, PRIMARY KEY (country_code, region));
CREATE TABLE stock.warehouses (country_code char(2) NOT NULL, region varchar(10) NOT NULL, name varchar(20) NOT NULL, capacity int,
    PRIMARY KEY (region, country_code, name), FOREIGN KEY (region, country_code) REFERENCES ref.regions (region, country_code));
CREATE TYPE stock.unit AS ENUM ('piece', 'kg');
CREATE DOMAIN stock.amount AS numeric(12,3) NOT NULL;
CREATE TABLE stock.items (tenant int NOT NULL, sku varchar(12) NOT NULL, unit stock.unit NOT NULL, weight stock.amount, ean char(13) UNIQUE,
    replaced_by varchar(12), PRIMARY KEY (tenant, sku), FOREIGN KEY (tenant, replaced_by) REFERENCES stock.items (tenant, sku) ON DELETE SET NULL (replaced_by));
CREATE TABLE stock.levels (tenant int NOT NULL, sku varchar(12) NOT NULL, country_code char(2) NOT NULL, region varchar(10) NOT NULL, warehouse varchar(20) NOT NULL,
    on_hand int NOT NULL, PRIMARY KEY (tenant, sku, country_code, region, warehouse), FOREIGN KEY (tenant, sku) REFERENCES stock.items,
    FOREIGN KEY (country_code, region, warehouse) REFERENCES stock.warehouses (country_code, region, name) ON DELETE CASCADE);
CREATE TABLE sales.customers (tenant int NOT NULL, number bigint NOT NULL, name text NOT NULL, country_code char(2) REFERENCES ref.countries,
    PRIMARY KEY (tenant, number));
CREATE TABLE sales.orders (tenant int NOT NULL, year smallint NOT NULL, number int NOT NULL, customer_number bigint, placed_on date NOT NULL, reference text,
    PRIMARY KEY (tenant, year, number), FOREIGN KEY (tenant, customer_number) REFERENCES sales.customers (tenant, number), UNIQUE (tenant, reference));
CREATE TABLE sales.order_lines (tenant int NOT NULL, year smallint NOT NULL, order_number int NOT NULL, line smallint NOT NULL, sku varchar(12) NOT NULL,
    quantity int NOT NULL, price numeric(10,2) NOT NULL, PRIMARY KEY (tenant, year, order_number, line),
    FOREIGN KEY (tenant, year, order_number) REFERENCES sales.orders ON DELETE CASCADE, FOREIGN KEY (tenant, sku) REFERENCES stock.items);
CREATE TABLE sales.deliveries (tenant int NOT NULL, year smallint NOT NULL, order_number int NOT NULL, shipped date, PRIMARY KEY (tenant, year, order_number),
    FOREIGN KEY (tenant, year, order_number) REFERENCES sales.orders ON DELETE CASCADE);
CREATE TABLE sales.labels (tenant int NOT NULL, label varchar(20) NOT NULL, PRIMARY KEY (tenant, label));
CREATE TABLE sales.customer_labels (tenant int NOT NULL, customer_number bigint NOT NULL, label varchar(20) NOT NULL, PRIMARY KEY (tenant, customer_number, label),
    FOREIGN KEY (tenant, customer_number) REFERENCES sales.customers ON DELETE CASCADE, FOREIGN KEY (tenant, label) REFERENCES sales.labels ON DELETE CASCADE);
CREATE TABLE sales.partners (customer_tenant int NOT NULL, customer_number bigint NOT NULL, country_code char(2) NOT NULL, region varchar(10) NOT NULL,
    PRIMARY KEY (customer_tenant, customer_number, country_code, region), FOREIGN KEY (customer_tenant, customer_number) REFERENCES sales.customers,
    FOREIGN KEY (country_code, region) REFERENCES ref.regions);
CREATE TABLE sales.barcodes (id int PRIMARY KEY, ean char(13) NOT NULL REFERENCES stock.items (ean), printed boolean);
CREATE TABLE archive.orders (tenant int NOT NULL, year smallint NOT NULL, number int NOT NULL, closed date, PRIMARY KEY (tenant, year, number));
CREATE VIEW sales.turnover AS SELECT tenant, year, sum(quantity * price) AS total FROM sales.order_lines GROUP BY tenant, year;
INSERT INTO ref.countries VALUES ('NO', 'Norway'), ('SE', 'Sweden'), ('FI', 'Finland');
INSERT INTO ref.regions VALUES ('NO', 'north', 'Nord-Norge'), ('NO', 'south', NULL), ('SE', 'north', 'Norrland'), ('SE', 'south', 'Skåne');
INSERT INTO stock.warehouses VALUES ('NO', 'north', 'one', 100), ('NO', 'south', 'two', 200), ('SE', 'south', 'one', NULL), ('SE', 'south', 'three', 50);
INSERT INTO stock.items SELECT t, 'sku' || i, (ARRAY['piece', 'kg']::stock.unit[])[1 + i % 2], i / 8.0, CASE WHEN t = 1 THEN lpad(i::text, 13, '0') END, NULL
    FROM generate_series(1, 2) t, generate_series(1, 20) i;
UPDATE stock.items SET replaced_by = 'sku3' WHERE sku IN ('sku1', 'sku2');
INSERT INTO stock.levels SELECT i.tenant, i.sku, w.country_code, w.region, w.name, length(i.sku) * w.capacity / 10 FROM stock.items i, stock.warehouses w
    WHERE w.capacity IS NOT NULL AND i.sku < 'sku2';
INSERT INTO sales.customers SELECT t, i, 'Customer ' || t || '/' || i, (ARRAY['NO', 'SE', NULL])[1 + i % 3] FROM generate_series(1, 2) t, generate_series(1, 15) i;
INSERT INTO sales.orders SELECT t, 2023 + i % 2, i, CASE WHEN i % 6 > 0 THEN 1 + i % 14 END, date '2023-01-01' + i * 9, CASE WHEN i % 4 = 0 THEN 'ref' || i END
    FROM generate_series(1, 2) t, generate_series(1, 50) i;
INSERT INTO sales.order_lines SELECT o.tenant, o.year, o.number, l, 'sku' || 1 + (o.number + l) % 20, 1 + (o.number * l) % 5, 2.5 * l
    FROM sales.orders o, generate_series(1, 3) l WHERE o.number % 10 > 0;
INSERT INTO sales.deliveries SELECT tenant, year, number, CASE WHEN number % 2 = 0 THEN placed_on + 3 END FROM sales.orders WHERE number < 30;
INSERT INTO sales.labels SELECT t, l FROM generate_series(1, 2) t, unnest(ARRAY['new', 'good', 'late']) l;
INSERT INTO sales.customer_labels SELECT tenant, number, 'good' FROM sales.customers WHERE number % 2 = 0;
INSERT INTO sales.customer_labels SELECT tenant, number, 'late' FROM sales.customers WHERE number % 5 = 0;
INSERT INTO sales.partners SELECT tenant, number, 'SE', 'north' FROM sales.customers WHERE number < 4;
INSERT INTO sales.partners SELECT tenant, number, 'NO', 'south' FROM sales.customers WHERE number < 3;
INSERT INTO sales.barcodes SELECT i, lpad(i::text, 13, '0'), i % 2 = 0 FROM generate_series(1, 9) i;
INSERT INTO archive.orders SELECT 1, 2022, i, date '2022-12-31' FROM generate_series(1, 7) i;
