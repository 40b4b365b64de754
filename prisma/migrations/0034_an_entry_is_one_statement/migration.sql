-- What an entry costs over a plain row, once more. An entry, what stands beside it and its waiting for a place are one
-- statement of one function, which acts for its owner: nobody writes into these tables otherwise, so what triggers and
-- references saw to is asked there, or cannot come up.

-- Whoever still writes as before waits, and then fails: what it wrote beside an entry would be left behind.
LOCK TABLE "audit_entry", "audit_personal", "audit_waiting", "audit_index" IN ACCESS EXCLUSIVE MODE;

-- ---------------------------------------------------------------- what stands beside an entry, in one row

-- A list of {part, commitment, salt, clear} in the order of the parts, hashes and salts hexadecimal; of a part that was
-- erased {part, commitment}. Only the eraser writes which entry says so, by part.
CREATE TABLE "audit_beside" (
  "entry_id" UUID NOT NULL,
  "parts" JSONB NOT NULL,
  "erasures" JSONB,
  CONSTRAINT "audit_beside_pkey" PRIMARY KEY ("entry_id")
);

INSERT INTO "audit_beside" ("entry_id", "parts", "erasures")
SELECT "entry_id",
       jsonb_agg(jsonb_strip_nulls(jsonb_build_object('part', "part", 'commitment', encode("commitment", 'hex'),
                                                      'salt', encode("salt", 'hex'), 'clear', "clear")) ORDER BY "part"),
       jsonb_object_agg("part", "erased_by") FILTER (WHERE "erased_by" IS NOT NULL)
  FROM "audit_personal" GROUP BY "entry_id";
DROP TABLE "audit_personal";
DROP FUNCTION "audit_personal_erases"();

-- Its parts as rows. Whatever somebody wrote there can be read: what is misshapen, or says more than such a part does, has
-- an empty commitment, and no entry has that.
CREATE VIEW "audit_personal" AS
SELECT b."entry_id",
       coalesce(p."value" ->> 'part', '') AS "part",
       CASE WHEN p."value" ->> 'commitment' ~ '^[0-9a-f]{64}$'
                 AND (CASE jsonb_typeof(p."value") WHEN 'object'
                      THEN p."value" - '{part,commitment,salt,clear}'::text[] END) = '{}' THEN decode(p."value" ->> 'commitment', 'hex')
            ELSE ''::bytea END AS "commitment",
       CASE WHEN p."value" ->> 'salt' ~ '^[0-9a-f]{64}$' AND p."value" ->> 'clear' IS NOT NULL
            THEN decode(p."value" ->> 'salt', 'hex') END AS "salt",
       CASE WHEN p."value" ->> 'salt' ~ '^[0-9a-f]{64}$' THEN p."value" ->> 'clear' END AS "clear",
       CASE WHEN b."erasures" ->> (p."value" ->> 'part') ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
            THEN (b."erasures" ->> (p."value" ->> 'part'))::uuid END AS "erased_by"
  FROM "audit_beside" b
       CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(b."parts") WHEN 'array' THEN b."parts" ELSE '[null]' END) p;

CREATE TRIGGER "audit_beside_kept" BEFORE DELETE OR TRUNCATE ON "audit_beside"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

CREATE FUNCTION "audit_beside_erases"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user <> 'sallyport_eraser' THEN
    RAISE EXCEPTION '% clears nothing in the log', current_user USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.entry_id <> OLD.entry_id OR NEW.erasures IS NULL OR NEW.erasures = coalesce(OLD.erasures, '{}')
     OR NOT NEW.erasures @> coalesce(OLD.erasures, '{}')
     OR NEW.parts <> (SELECT jsonb_agg(CASE WHEN NEW.erasures ? (p.value ->> 'part')
                                            THEN p.value - 'salt' - 'clear' ELSE p.value END ORDER BY p.ordinality)
                        FROM jsonb_array_elements(OLD.parts) WITH ORDINALITY p)
     OR EXISTS (SELECT 1 FROM jsonb_object_keys(NEW.erasures - ARRAY(SELECT jsonb_object_keys(OLD.erasures))) newly
                 WHERE NOT EXISTS (SELECT 1 FROM jsonb_array_elements(OLD.parts) p
                                    WHERE p.value ->> 'part' = newly AND p.value ? 'clear')) THEN
    RAISE EXCEPTION 'personal data is cleared once, and not otherwise changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM jsonb_each_text(NEW.erasures - ARRAY(SELECT jsonb_object_keys(OLD.erasures))) newly
              WHERE NOT EXISTS (SELECT 1 FROM audit_entry WHERE id::text = newly.value AND action = 'personal-data.erased'
                                   AND at = date_trunc('milliseconds', transaction_timestamp()))) THEN
    RAISE EXCEPTION 'an erasure is written in the log by its own transaction' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "audit_beside_erases" BEFORE UPDATE ON "audit_beside"
  FOR EACH ROW EXECUTE FUNCTION "audit_beside_erases"();

GRANT SELECT ON "audit_personal" TO sallyport_web, sallyport_worker, sallyport_eraser;
GRANT SELECT ON "audit_beside" TO sallyport_web, sallyport_worker, sallyport_eraser;
GRANT UPDATE ("parts", "erasures") ON "audit_beside" TO sallyport_eraser;

-- ---------------------------------------------------------------- one way into the log

DROP TRIGGER "audit_entry_speaker" ON "audit_entry";
DROP TRIGGER "audit_entry_untimely" ON "audit_entry";
DROP TRIGGER "audit_entry_arrives" ON "audit_entry";
DROP FUNCTION "audit_entry_speaker"();
DROP FUNCTION "audit_entry_untimely"();
DROP FUNCTION "audit_entry_arrives"();
DROP FUNCTION "append_audit_entry"(uuid, text, text, uuid, text, uuid, uuid, uuid, text, text, json);
REVOKE INSERT ON "audit_entry" FROM sallyport_web, sallyport_worker, sallyport_eraser;
-- True of whatever the function writes, and asked by it: a check is read anew for each statement.
ALTER TABLE "audit_entry" DROP CONSTRAINT "audit_entry_leaf", DROP CONSTRAINT "audit_entry_actor";

-- What the sequencer needs of an entry stands in the row that waits; it takes all rows there are, and looks for none.
ALTER TABLE "audit_waiting" DROP CONSTRAINT "audit_waiting_pkey",
  ADD COLUMN "at" TIMESTAMPTZ(6), ADD COLUMN "leaf_hash" BYTEA;
UPDATE "audit_waiting" w SET "at" = e."at", "leaf_hash" = e."leaf_hash" FROM "audit_entry" e WHERE e."id" = w."entry_id";
ALTER TABLE "audit_waiting" ALTER COLUMN "at" SET NOT NULL, ALTER COLUMN "leaf_hash" SET NOT NULL;
-- Where somebody replicates all tables, rows without a key could not be removed otherwise.
ALTER TABLE "audit_waiting" REPLICA IDENTITY FULL;

-- Writes one entry with the time of its transaction between the two parts of its text, what stands beside it, and that it
-- has no place yet. Whoever signed in speaks for whom it may: of people web, for itself the worker, of erasures the
-- eraser alone, as the operator whose command it is.
CREATE FUNCTION "append_audit_entry"(
  entry_id uuid, actor text, action text, stack_id uuid, group_id text, change_id uuid, grant_id uuid, person_id uuid,
  before text, after text, beside jsonb
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_variable
DECLARE
  now_at timestamptz := date_trunc('milliseconds', transaction_timestamp());
  canonical bytea := convert_to(
    before || to_char(now_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || after, 'UTF8');
  hash bytea := sha256('\x00'::bytea || canonical);
  erases boolean := action = 'personal-data.erased';
BEGIN
  IF actor !~ '^(person:[0-9a-f-]{36}|worker|operator)$' OR (CASE session_user
       WHEN 'sallyport_web' THEN actor = 'worker' OR erases
       WHEN 'sallyport_worker' THEN actor <> 'worker' OR erases
       WHEN 'sallyport_eraser' THEN actor <> 'operator' OR NOT erases
       ELSE erases OR NOT pg_has_role(session_user, current_user, 'USAGE') END) THEN
    RAISE EXCEPTION '% does not speak for % of %', session_user, actor, action USING ERRCODE = 'check_violation';
  END IF;
  IF jsonb_typeof(beside) IS DISTINCT FROM 'array' THEN
    RAISE EXCEPTION 'what stands beside an entry is a list' USING ERRCODE = 'check_violation';
  END IF;
  WITH stands_beside AS (
    INSERT INTO audit_beside (entry_id, parts) SELECT entry_id, beside WHERE beside <> '[]'
  ), has_no_place AS (
    INSERT INTO audit_waiting (entry_id, at, leaf_hash) VALUES (entry_id, now_at, hash)
  )
  INSERT INTO audit_entry (id, at, actor, action, stack_id, group_id, change_id, grant_id, person_id, canonical,
    leaf_hash)
  VALUES (entry_id, now_at, actor, action, stack_id, group_id, change_id, grant_id, person_id, canonical,
    hash);
END $$;
REVOKE EXECUTE ON FUNCTION "append_audit_entry"(uuid, text, text, uuid, text, uuid, uuid, uuid, text, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "append_audit_entry"(uuid, text, text, uuid, text, uuid, uuid, uuid, text, text, jsonb)
  TO sallyport_web, sallyport_worker, sallyport_eraser;

-- ---------------------------------------------------------------- places

-- Gives the next places to at most so many entries that have none, oldest first, and says to how many. One at a time, in
-- whichever process; while another is at it, none. Its owner alone writes places, so they follow each other without a
-- gap, each with its entry's hash.
CREATE FUNCTION "give_audit_places"(most bigint) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  given bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(72707371) THEN RETURN 0; END IF;
  WITH due AS (
    DELETE FROM audit_waiting
     WHERE ctid = ANY (ARRAY(SELECT ctid FROM audit_waiting ORDER BY at, entry_id LIMIT most))
    RETURNING entry_id, at, leaf_hash
  )
  INSERT INTO audit_index (index, entry_id, leaf_hash)
  SELECT row_number() OVER (ORDER BY due.at, due.entry_id) - 1 + next.first, due.entry_id, due.leaf_hash
    FROM due, (SELECT coalesce(max(index) + 1, 0) AS first FROM audit_index) next;
  GET DIAGNOSTICS given = ROW_COUNT;
  RETURN given;
END $$;
REVOKE EXECUTE ON FUNCTION "give_audit_places"(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "give_audit_places"(bigint) TO sallyport_worker;

REVOKE INSERT ON "audit_index" FROM sallyport_worker;
REVOKE DELETE ON "audit_waiting" FROM sallyport_worker;
DROP TRIGGER "audit_index_follows" ON "audit_index";
DROP FUNCTION "audit_index_follows"();
ALTER TABLE "audit_index" DROP CONSTRAINT "audit_index_entry_id_fkey", DROP CONSTRAINT "audit_index_index";
