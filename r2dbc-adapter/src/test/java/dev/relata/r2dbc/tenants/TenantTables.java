package dev.relata.r2dbc.tenants;

/** What gives every table of a database a tenant, and each row that is stored a neighbour of another one. */
public final class TenantTables {

    /** The tenant of the rows that are stored. */
    public static final long TENANT = 7;

    /**
     * Adds the tenant to each table, as the first part of its keys and of all that refers to them. Each new row is stored once more for
     * another tenant, with the very same values: who forgets to name the tenant reads, or finds locked, what is not his.
     */
    public static final String SCRIPT = """
            DO $script$
            DECLARE
              one record;
            BEGIN
              CREATE FUNCTION also_for_another_tenant() RETURNS trigger LANGUAGE plpgsql AS $function$
                BEGIN
                  SET LOCAL session_replication_role = replica;
                  EXECUTE format('INSERT INTO %I SELECT (jsonb_populate_record($1, ''{"tenant": 8}'')).* ON CONFLICT DO NOTHING',
                    TG_TABLE_NAME) USING NEW;
                  SET LOCAL session_replication_role = origin;
                  RETURN NULL;
                END $function$;
              CREATE TEMP TABLE keys ON COMMIT DROP AS
                SELECT conrelid::regclass AS "table", quote_ident(conname) AS name, contype, pg_get_constraintdef(oid) AS definition,
                  (SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey))
                    AS columns
                FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f');
              FOR one IN SELECT * FROM keys ORDER BY contype = 'f' DESC LOOP
                EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %s', one."table", one.name);
              END LOOP;
              FOR one IN SELECT oid::regclass AS "table" FROM pg_class
                  WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
                EXECUTE format('ALTER TABLE %s ADD COLUMN tenant bigint NOT NULL DEFAULT 7', one."table");
                EXECUTE format('CREATE TRIGGER also_for_another_tenant AFTER INSERT ON %s FOR EACH ROW'
                  ' EXECUTE FUNCTION also_for_another_tenant()', one."table");
              END LOOP;
              FOR one IN SELECT * FROM keys ORDER BY contype = 'f' LOOP
                EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %s %s', one."table", one.name,
                  regexp_replace(
                    regexp_replace(one.definition, '(KEY |UNIQUE |REFERENCES [^(]+)\\(', '\\1(tenant, ', 'g'),
                    'ON DELETE SET (NULL|DEFAULT)$', format('ON DELETE SET \\1 (%s)', one.columns)));
              END LOOP;
            END $script$""";

    private TenantTables() {}
}
