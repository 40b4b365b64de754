-- What an entry costs over a plain row. Who writes it is asked before a function is called, and the statements that
-- write it are planned once for a connection.

-- As in 0018, of those alone who may not speak so.
DROP TRIGGER "audit_entry_speaker" ON "audit_entry";
CREATE TRIGGER "audit_entry_speaker" BEFORE INSERT ON "audit_entry" FOR EACH ROW
  WHEN ((current_user = 'sallyport_web' AND NEW."actor" = 'worker')
    OR (current_user = 'sallyport_worker' AND NEW."actor" <> 'worker')
    OR (current_user = 'sallyport_eraser' AND NEW."actor" <> 'operator')
    OR (current_user = 'sallyport_eraser') <> (NEW."action" = 'personal-data.erased'))
  EXECUTE FUNCTION "audit_entry_speaker"();

-- As in 0002, of those alone that have another time.
CREATE FUNCTION "audit_entry_untimely"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'an audit entry carries the time of its transaction' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER "audit_entry_untimely" BEFORE INSERT ON "audit_entry" FOR EACH ROW
  WHEN (NEW."at" <> date_trunc('milliseconds', transaction_timestamp()))
  EXECUTE FUNCTION "audit_entry_untimely"();

-- It acts for its owner, and looks up nothing by a name that whoever writes could give a meaning.
CREATE OR REPLACE FUNCTION "audit_entry_arrives"() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO public.audit_waiting (entry_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
-- Rows come from that function alone, of an entry that is there and never goes.
ALTER TABLE "audit_waiting" DROP CONSTRAINT "audit_waiting_entry_id_fkey";

-- Writes one entry with the time of its transaction between the two parts of its text, and what it commits to: a list
-- of {part, commitment, salt, clear}, hashes and salts hexadecimal. With the rights of whoever calls it.
CREATE FUNCTION "append_audit_entry"(
  entry_id uuid, actor text, action text, stack_id uuid, group_id text, change_id uuid, grant_id uuid, person_id uuid,
  before text, after text, sealed json
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  now_at timestamptz := date_trunc('milliseconds', transaction_timestamp());
  canonical bytea := convert_to(
    before || to_char(now_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || after, 'UTF8');
BEGIN
  INSERT INTO public.audit_entry (id, at, actor, action, stack_id, group_id, change_id, grant_id, person_id, canonical,
    leaf_hash)
  VALUES (entry_id, now_at, actor, action, stack_id, group_id, change_id, grant_id,
    person_id, canonical, sha256('\x00'::bytea || canonical));
  INSERT INTO public.audit_personal (entry_id, part, commitment, salt, clear)
  SELECT append_audit_entry.entry_id, s.part, decode(s.commitment, 'hex'), decode(s.salt, 'hex'), s.clear
    FROM json_to_recordset(sealed) AS s (part text, commitment text, salt text, clear text);
END $$;
REVOKE EXECUTE ON FUNCTION "append_audit_entry"(uuid, text, text, uuid, text, uuid, uuid, uuid, text, text, json) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "append_audit_entry"(uuid, text, text, uuid, text, uuid, uuid, uuid, text, text, json)
  TO sallyport_web, sallyport_worker, sallyport_eraser;

-- As in 0002, of all places that are given at once: they follow the last one without a gap, and none is taken, which the
-- key of the table sees to.
DROP TRIGGER "audit_index_follows" ON "audit_index";
CREATE OR REPLACE FUNCTION "audit_index_follows"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  first bigint;
  last bigint;
  given bigint;
  strange bigint;
BEGIN
  SELECT min(g.index), max(g.index), count(*) INTO first, last, given FROM given_places g;
  IF given = 0 THEN RETURN NULL; END IF;
  IF last - first + 1 <> given OR (first > 0 AND NOT EXISTS (SELECT 1 FROM audit_index WHERE index = first - 1)) THEN
    RAISE EXCEPTION 'the next place in the log is not %', first USING ERRCODE = 'check_violation';
  END IF;
  SELECT min(g.index) INTO strange
    FROM given_places g LEFT JOIN audit_entry e ON e.id = g.entry_id AND e.leaf_hash = g.leaf_hash WHERE e.id IS NULL;
  IF strange IS NOT NULL THEN
    RAISE EXCEPTION 'place % does not carry its entry''s leaf hash', strange USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "audit_index_follows" AFTER INSERT ON "audit_index" REFERENCING NEW TABLE AS given_places
  FOR EACH STATEMENT EXECUTE FUNCTION "audit_index_follows"();
