-- No doubt waits twice for one database as it is, but what was noticed of another cluster or timeline says nothing of this
-- one: each safe mode begins with what was new of that database.
DROP INDEX "safe_mode_one_of_a_kind";
CREATE UNIQUE INDEX "safe_mode_one_of_a_kind" ON "safe_mode"
  ("system_identifier", "timeline", ("sentences" -> 0 ->> 'kind')) WHERE "confirmed_at" IS NULL;

-- As before, and a salt without its text, a text without its salt, and a salt of another form are misshapen too.
CREATE OR REPLACE VIEW "audit_personal" AS
SELECT b."entry_id",
       coalesce(p."value" ->> 'part', '') AS "part",
       CASE WHEN p."value" ->> 'commitment' ~ '^[0-9a-f]{64}$'
                 AND (CASE jsonb_typeof(p."value") WHEN 'object'
                      THEN p."value" - '{part,commitment,salt,clear}'::text[] END) = '{}'
                 AND (p."value" ?& '{salt,clear}') = (p."value" ?| '{salt,clear}')
                 AND coalesce(p."value" ->> 'salt', repeat('0', 64)) ~ '^[0-9a-f]{64}$' THEN decode(p."value" ->> 'commitment', 'hex')
            ELSE ''::bytea END AS "commitment",
       CASE WHEN p."value" ->> 'salt' ~ '^[0-9a-f]{64}$' AND p."value" ->> 'clear' IS NOT NULL
            THEN decode(p."value" ->> 'salt', 'hex') END AS "salt",
       CASE WHEN p."value" ->> 'salt' ~ '^[0-9a-f]{64}$' THEN p."value" ->> 'clear' END AS "clear",
       CASE WHEN b."erasures" ->> (p."value" ->> 'part') ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
            THEN (b."erasures" ->> (p."value" ->> 'part'))::uuid END AS "erased_by"
  FROM "audit_beside" b
       CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(b."parts") WHEN 'array' THEN b."parts" ELSE '[null]' END) p;
