-- Names in mixed case, ids that are given: as Chinook has them.
CREATE TABLE "Artist" ("ArtistId" int PRIMARY KEY, "Name" varchar(120));
CREATE TABLE "Album" ("AlbumId" int PRIMARY KEY, "Title" varchar(160) NOT NULL, "ArtistId" int NOT NULL REFERENCES "Artist");
CREATE TABLE "Genre" ("GenreId" int PRIMARY KEY, "Name" varchar(120) NOT NULL);
CREATE TABLE "MediaType" ("MediaTypeId" smallint PRIMARY KEY, "Name" varchar(120));
CREATE TABLE "Track" ("TrackId" int PRIMARY KEY, "Name" varchar(200) NOT NULL, "AlbumId" int REFERENCES "Album" ON DELETE CASCADE,
    "MediaTypeId" smallint NOT NULL REFERENCES "MediaType", "GenreId" int REFERENCES "Genre" ON DELETE SET NULL,
    "Composer" varchar(220), "Milliseconds" int NOT NULL, "Bytes" bigint, "UnitPrice" numeric(10,2) NOT NULL,
    "class" text, "key" text, "Key" text, "hashCode" int, "2nd Take" boolean NOT NULL DEFAULT false);
CREATE TABLE "Playlist" ("PlaylistId" int PRIMARY KEY, "Name" varchar(120));
CREATE TABLE "PlaylistTrack" ("PlaylistId" int NOT NULL REFERENCES "Playlist", "TrackId" int NOT NULL REFERENCES "Track" ON DELETE CASCADE,
    PRIMARY KEY ("PlaylistId", "TrackId"));
CREATE TABLE "Employee" ("EmployeeId" int PRIMARY KEY, "LastName" varchar(20) NOT NULL, "FirstName" varchar(20) NOT NULL,
    "ReportsTo" int REFERENCES "Employee", "BirthDate" timestamp, "HireDate" timestamp(0));
CREATE TABLE "Customer" ("CustomerId" int PRIMARY KEY, "FirstName" varchar(40) NOT NULL, "LastName" varchar(20) NOT NULL,
    "Country" varchar(40), "Email" varchar(60) NOT NULL UNIQUE, "SupportRepId" int REFERENCES "Employee");
CREATE TABLE "Invoice" ("InvoiceId" int PRIMARY KEY, "CustomerId" int NOT NULL REFERENCES "Customer", "InvoiceDate" timestamp NOT NULL,
    "BillingCountry" varchar(40), "Total" numeric(10,2) NOT NULL);
CREATE TABLE "InvoiceLine" ("InvoiceLineId" int PRIMARY KEY, "InvoiceId" int NOT NULL REFERENCES "Invoice" ON DELETE CASCADE,
    "TrackId" int NOT NULL REFERENCES "Track", "UnitPrice" numeric(10,2) NOT NULL, "Quantity" int NOT NULL);
CREATE TABLE "CustomerFollowers" ("CustomerId" int REFERENCES "Customer", "FollowerId" int REFERENCES "Customer",
    PRIMARY KEY ("FollowerId", "CustomerId"));
-- Names that mean something in Java, or to Relata.
CREATE TABLE "Table" ("Id" int PRIMARY KEY, "String" text NOT NULL, "Object" int[], "enum" text DEFAULT E'\\\\ "new"');
CREATE TABLE "String" ("Id" int PRIMARY KEY REFERENCES "Table" ON DELETE CASCADE, "Column" int NOT NULL UNIQUE REFERENCES "Table");
CREATE TABLE "Columns" ("Nullable" int, "List" int NOT NULL);
CREATE TABLE "records" (id int PRIMARY KEY, "Table" int REFERENCES "Table");
CREATE INDEX ON "Album" ("ArtistId");
COMMENT ON TABLE "Track" IS 'What is played: a "song" <b>*/ \u002a/ @deprecated';
COMMENT ON COLUMN "Track"."class" IS 'not {@link Class}';
INSERT INTO "Artist" SELECT i, CASE WHEN i = 5 THEN NULL ELSE 'Artist ' || i END FROM generate_series(1, 12) i;
INSERT INTO "Album" SELECT i, 'Album ' || i, 1 + i % 10 FROM generate_series(1, 40) i;
INSERT INTO "Genre" VALUES (1, 'Rock'), (2, 'Jazz'), (3, 'Latin'), (4, 'Opera');
INSERT INTO "MediaType" VALUES (1, 'MPEG'), (2, 'AAC'), (3, NULL);
INSERT INTO "Track" ("TrackId", "Name", "AlbumId", "MediaTypeId", "GenreId", "Composer", "Milliseconds", "Bytes", "UnitPrice", "class", "key", "Key", "hashCode", "2nd Take")
    SELECT i, 'Track ' || i, CASE WHEN i % 17 > 0 THEN 1 + i % 40 END, 1 + i % 2, CASE WHEN i % 5 > 0 THEN 1 + i % 3 END,
           CASE WHEN i % 4 = 0 THEN 'Composer ' || i % 7 END, 100000 + i * 731, CASE WHEN i % 3 > 0 THEN i * 1000000 END,
           CASE WHEN i % 6 = 0 THEN 1.99 ELSE 0.99 END, 'c' || i % 2, 'k' || i % 3, 'K' || i % 4, i * 7, i % 8 = 0
      FROM generate_series(1, 200) i;
INSERT INTO "Playlist" VALUES (1, 'Music'), (2, 'Quiet'), (3, 'Empty');
INSERT INTO "PlaylistTrack" SELECT 1, i FROM generate_series(1, 200) i WHERE i % 2 = 0;
INSERT INTO "PlaylistTrack" SELECT 2, i FROM generate_series(1, 200) i WHERE i % 9 = 0;
INSERT INTO "Employee" VALUES (1, 'Adams', 'Andrew', NULL, '1962-02-18', '2002-08-14'), (2, 'Edwards', 'Nancy', 1, '1958-12-08', '2002-05-01'),
    (3, 'Peacock', 'Jane', 2, '1973-08-29', '2002-04-01'), (4, 'Park', 'Margaret', 2, '1947-09-19', '2003-05-03');
INSERT INTO "Customer" SELECT i, 'First' || i, 'Last' || i % 9, (ARRAY['Brazil', 'Norway', 'India', NULL])[1 + i % 4], 'c' || i || '@example.com',
    CASE WHEN i % 5 > 0 THEN 3 + i % 2 END FROM generate_series(1, 30) i;
INSERT INTO "Invoice" SELECT i, 1 + i % 25, timestamp '2024-01-01' + i * interval '3 days 1 hour', (ARRAY['Brazil', 'Norway'])[1 + i % 2], i * 1.5
    FROM generate_series(1, 100) i;
INSERT INTO "InvoiceLine" SELECT i, 1 + i % 100, 1 + (i * 7) % 200, 0.99, 1 + i % 3 FROM generate_series(1, 400) i;
INSERT INTO "CustomerFollowers" SELECT i, i + 1 FROM generate_series(1, 20) i;
INSERT INTO "CustomerFollowers" SELECT 1, i FROM generate_series(5, 9) i;
INSERT INTO "Table" VALUES (1, 'one', '{1,2,NULL}', 'e'), (2, 'two', NULL, NULL), (3, 'three', '{}', DEFAULT);
INSERT INTO "String" VALUES (1, 2), (2, 3);
INSERT INTO "Columns" VALUES (NULL, 1), (2, 1), (2, 3);
INSERT INTO "records" VALUES (1, 1), (2, 1), (3, NULL);
