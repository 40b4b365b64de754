-- What must hold of every row whoever writes it, the web and worker roles' raw SQL included.
-- Functions pin their search path, so that a temporary object can never stand in for one of ours.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- ---------------------------------------------------------------- values

ALTER TABLE "role_assignment"
  ADD CONSTRAINT "role_assignment_role" CHECK ("role" IN ('cloud_admin', 'ssh_admin', 'team_lead', 'security_reviewer')),
  ADD CONSTRAINT "role_assignment_team" CHECK (("role" = 'team_lead') = ("team_id" IS NOT NULL)),
  ADD CONSTRAINT "role_assignment_period" CHECK ("valid_until" IS NULL OR "valid_until" >= "valid_from"),
  ADD CONSTRAINT "role_assignment_not_by_oneself" CHECK ("given_by_id" IS NULL OR "given_by_id" <> "person_id"),
  -- Nobody is a cloud admin and an ssh admin at one time.
  ADD CONSTRAINT "role_assignment_one_administrator" EXCLUDE USING gist (
    "person_id" WITH =, "role" WITH <>, tstzrange("valid_from", "valid_until") WITH &&
  ) WHERE ("role" IN ('cloud_admin', 'ssh_admin')),
  -- Nobody holds one role twice at one time.
  ADD CONSTRAINT "role_assignment_once" EXCLUDE USING gist (
    "person_id" WITH =, "role" WITH =,
    (coalesce("team_id", '00000000-0000-0000-0000-000000000000'::uuid)) WITH =,
    tstzrange("valid_from", "valid_until") WITH &&
  );

ALTER TABLE "scope" ADD CONSTRAINT "scope_account" CHECK ("account_id" ~ '^[0-9]{12}$');

ALTER TABLE "observation"
  ADD CONSTRAINT "observation_state" CHECK ("state" IN ('running', 'complete', 'partial', 'failed'));

ALTER TABLE "content" ADD CONSTRAINT "content_hash" CHECK ("hash" = encode(sha256(convert_to("body", 'UTF8')), 'hex'));

ALTER TABLE "observed_item"
  ADD CONSTRAINT "observed_item_period" CHECK ("valid_until" IS NULL OR "valid_until" >= "valid_from");
CREATE UNIQUE INDEX "observed_item_current" ON "observed_item" ("scope_id", "kind", "item_id") WHERE "valid_until" IS NULL;

ALTER TABLE "source"
  ADD CONSTRAINT "source_kind" CHECK ("kind" IN ('ipv4', 'ipv6', 'prefix-list', 'group'));
-- The composite key of 0001 lets null owners repeat.
CREATE UNIQUE INDEX "source_unowned" ON "source" ("kind", "value") WHERE "owner_id" IS NULL;

ALTER TABLE "change_request"
  ADD CONSTRAINT "change_request_kind" CHECK ("kind" IN ('grant', 'extend', 'revoke', 'expire', 'match', 'rule')),
  ADD CONSTRAINT "change_request_state" CHECK ("state" IN ('open', 'approved', 'applying', 'applied', 'partial',
    'unknown', 'failed', 'stale', 'rejected', 'cancelled', 'expired')),
  ADD CONSTRAINT "change_request_requester" CHECK (("requester_id" IS NULL) = ("kind" = 'expire')),
  ADD CONSTRAINT "change_request_extends" CHECK (
    ("kind" = 'extend') = ("extends_grant_id" IS NOT NULL) AND ("kind" = 'extend') = ("extends_until" IS NOT NULL)),
  ADD CONSTRAINT "change_request_pin" CHECK ("pin" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "change_request_parts" CHECK (jsonb_typeof("requirement" -> 'parts') = 'array'),
  ADD CONSTRAINT "change_request_decided" CHECK ("state" NOT IN ('approved', 'applying', 'applied') OR "approved_at" IS NOT NULL),
  ADD CONSTRAINT "change_request_finished" CHECK (
    ("state" IN ('applied', 'failed', 'stale', 'rejected', 'cancelled', 'expired')) = ("finished_at" IS NOT NULL));

ALTER TABLE "approval"
  ADD CONSTRAINT "approval_decision" CHECK ("decision" IN ('approve', 'reject')),
  ADD CONSTRAINT "approval_role" CHECK ("role" IN ('cloud_admin', 'team_lead')),
  ADD CONSTRAINT "approval_not_by_requester" CHECK ("person_id" <> "requester_id"),
  ADD CONSTRAINT "approval_not_by_beneficiary" CHECK ("person_id" <> "beneficiary_id");
-- One standing answer a person a change.
CREATE UNIQUE INDEX "approval_standing" ON "approval" ("change_id", "person_id") WHERE "dismissed_at" IS NULL;

ALTER TABLE "step"
  ADD CONSTRAINT "step_state" CHECK ("state" IN ('waiting', 'intended', 'done', 'failed', 'unknown')),
  ADD CONSTRAINT "step_ordinal" CHECK ("ordinal" >= 0);

ALTER TABLE "journal_entry"
  ADD CONSTRAINT "journal_entry_kind" CHECK ("kind" IN ('intent', 'outcome', 'read')),
  ADD CONSTRAINT "journal_entry_attempt" CHECK ("attempt" >= 1),
  ADD CONSTRAINT "journal_entry_lease" CHECK (
    "kind" <> 'intent' OR ("lease_key" IS NOT NULL AND "fencing_token" IS NOT NULL));
-- Every call, retries included, has its own intent, and each intent at most one outcome.
CREATE UNIQUE INDEX "journal_entry_once" ON "journal_entry" ("step_id", "attempt", "kind") WHERE "kind" <> 'read';

ALTER TABLE "grant"
  ADD CONSTRAINT "grant_state" CHECK ("state" IN ('asked', 'live', 'ending', 'ended', 'refused')),
  ADD CONSTRAINT "grant_ports" CHECK ("from_port" BETWEEN 0 AND 65535 AND "to_port" BETWEEN "from_port" AND 65535),
  ADD CONSTRAINT "grant_ends" CHECK ("ends_at" > "created_at"),
  ADD CONSTRAINT "grant_opened" CHECK ("state" NOT IN ('live', 'ending', 'ended') OR "opened_at" IS NOT NULL),
  ADD CONSTRAINT "grant_ended" CHECK (("state" IN ('ended', 'refused')) = ("ended_at" IS NOT NULL)),
  ADD CONSTRAINT "grant_end_reason" CHECK (
    ("state" IN ('ending', 'ended', 'refused')) = ("end_reason" IS NOT NULL)
    AND ("end_reason" IS NULL OR "end_reason" IN ('expired', 'handed-back', 'revoked', 'refused', 'gone')));

ALTER TABLE "audit_entry"
  ADD CONSTRAINT "audit_entry_leaf" CHECK ("leaf_hash" = sha256('\x00'::bytea || "canonical"));
ALTER TABLE "audit_index" ADD CONSTRAINT "audit_index_index" CHECK ("index" >= 0);

-- ---------------------------------------------------------------- rows that never change

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_index_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_index"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "journal_entry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "journal_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "approval_kept" BEFORE DELETE OR TRUNCATE ON "approval"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- An entry's time is the database's time of the transaction it belongs to, to the millisecond.
CREATE FUNCTION "audit_entry_arrives"() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.at <> date_trunc('milliseconds', transaction_timestamp()) THEN
    RAISE EXCEPTION 'an audit entry carries the time of its transaction' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO audit_waiting (entry_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER "audit_entry_arrives" AFTER INSERT ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION "audit_entry_arrives"();

-- The log grows by exactly one place at a time. The sequencer holds the lock for its transaction.
CREATE FUNCTION "audit_index_follows"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.index <> coalesce((SELECT max(index) + 1 FROM audit_index), 0) THEN
    RAISE EXCEPTION 'the next place in the log is not %', NEW.index USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.entry_id AND leaf_hash = NEW.leaf_hash) THEN
    RAISE EXCEPTION 'place % does not carry its entry''s leaf hash', NEW.index USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "audit_index_follows" BEFORE INSERT ON "audit_index"
  FOR EACH ROW EXECUTE FUNCTION "audit_index_follows"();

-- ---------------------------------------------------------------- roles

CREATE FUNCTION "holds_role"(person uuid, held text, team uuid) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM role_assignment a JOIN person p ON p.id = a.person_id
     WHERE a.person_id = person AND a.role = held AND p.disabled_at IS NULL
       AND (team IS NULL OR a.team_id = team)
       AND a.valid_from <= clock_timestamp() AND (a.valid_until IS NULL OR a.valid_until > clock_timestamp()))
$$;

-- A period begins now or later, and its end is the one thing about it that may be written, once, not in the past.
CREATE FUNCTION "role_period_guard"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.valid_from < transaction_timestamp() - interval '1 minute' THEN
      RAISE EXCEPTION 'a role begins now or later' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.role = 'cloud_admin' AND EXISTS (
      SELECT 1 FROM "grant" WHERE person_id = NEW.person_id AND state IN ('asked', 'live', 'ending')) THEN
      RAISE EXCEPTION 'somebody with SSH grants cannot become a cloud admin' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.valid_until IS NOT NULL AND OLD.valid_until <= clock_timestamp() THEN
    RAISE EXCEPTION 'a role that has ended stays ended' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.valid_until IS NULL OR NEW.valid_until < transaction_timestamp() - interval '1 minute'
     OR NEW.valid_until > coalesce(OLD.valid_until, 'infinity') THEN
    RAISE EXCEPTION 'a role may only end, now or later' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "role_period_guard" BEFORE INSERT OR UPDATE ON "role_assignment"
  FOR EACH ROW EXECUTE FUNCTION "role_period_guard"();

-- One enabled cloud admin without an end always remains. The lock makes two demotions at once wait for each other;
-- at a stricter isolation the second would not see the first, so it is refused there.
CREATE FUNCTION "keep_a_cloud_admin"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
    RAISE EXCEPTION 'roles are changed at isolation read committed' USING ERRCODE = 'feature_not_supported';
  END IF;
  PERFORM pg_advisory_xact_lock(72707370);
  IF NOT EXISTS (
    SELECT 1 FROM role_assignment a JOIN person p ON p.id = a.person_id
     WHERE a.role = 'cloud_admin' AND a.valid_until IS NULL AND a.valid_from <= clock_timestamp()
       AND p.disabled_at IS NULL) THEN
    RAISE EXCEPTION 'the last cloud admin stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'keep_a_cloud_admin';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "keep_a_cloud_admin" AFTER UPDATE OF "valid_until" ON "role_assignment"
  FOR EACH ROW WHEN (OLD."role" = 'cloud_admin') EXECUTE FUNCTION "keep_a_cloud_admin"();
CREATE TRIGGER "keep_a_cloud_admin" AFTER UPDATE OF "disabled_at" ON "person"
  FOR EACH ROW WHEN (OLD."disabled_at" IS NULL AND NEW."disabled_at" IS NOT NULL) EXECUTE FUNCTION "keep_a_cloud_admin"();

-- ---------------------------------------------------------------- changes and approvals

CREATE FUNCTION "approvals_needed"(requirement jsonb) RETURNS bigint
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(sum((part ->> 'count')::int), 0) FROM jsonb_array_elements(requirement -> 'parts') part
$$;

-- A change begins open, or approved where nobody else is needed: when access only ends, or when a cloud admin opens
-- it for somebody else alone (whether the stack's policy lets one suffice is the worker's to check again).
CREATE FUNCTION "change_request_begins"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'sallyport_worker' AND NEW.kind <> 'expire' THEN
    RAISE EXCEPTION 'the worker asks for nothing of its own' USING ERRCODE = 'check_violation';
  END IF;
  IF current_user = 'sallyport_web' AND NEW.kind = 'expire' THEN
    RAISE EXCEPTION 'only the worker ends what has run out' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state NOT IN ('open', 'approved') OR NEW.version <> 1 THEN
    RAISE EXCEPTION 'a change begins open or approved' USING ERRCODE = 'check_violation';
  END IF;
  IF approvals_needed(NEW.requirement) = 0 AND NEW.kind NOT IN ('revoke', 'expire') AND NOT (
    NEW.kind IN ('grant', 'extend') AND NEW.requester_id <> NEW.beneficiary_id
    AND holds_role(NEW.requester_id, 'cloud_admin', NULL)) THEN
    RAISE EXCEPTION 'this change needs an approval' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'approved' AND approvals_needed(NEW.requirement) <> 0 THEN
    RAISE EXCEPTION 'this change needs an approval' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "change_request_begins" BEFORE INSERT ON "change_request"
  FOR EACH ROW EXECUTE FUNCTION "change_request_begins"();

CREATE FUNCTION "change_request_moves"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  by_people CONSTANT text[] := ARRAY['open>approved', 'open>rejected', 'open>cancelled', 'open>expired',
    'approved>cancelled'];
  by_worker CONSTANT text[] := ARRAY['open>stale', 'open>expired', 'approved>open', 'approved>applying',
    'approved>stale', 'approved>failed', 'applying>applied', 'applying>partial', 'applying>unknown',
    'applying>failed', 'applying>stale', 'unknown>applying', 'unknown>applied', 'unknown>partial',
    'unknown>failed', 'partial>applying', 'partial>failed'];
  move CONSTANT text := OLD.state || '>' || NEW.state;
BEGIN
  IF NEW.state = OLD.state THEN
    RETURN NEW;
  END IF;
  IF NOT (move = ANY (CASE current_user
      WHEN 'sallyport_web' THEN by_people
      WHEN 'sallyport_worker' THEN by_worker
      ELSE by_people || by_worker END)) THEN
    RAISE EXCEPTION 'a change does not go from % to % here', OLD.state, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'change_request_moves';
  END IF;
  IF NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'every move of a change is a version' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'approved' AND (
    (SELECT count(DISTINCT a.person_id) FROM approval a WHERE a.change_id = NEW.id AND a.dismissed_at IS NULL
        AND a.decision = 'approve' AND a.pin = NEW.pin) < approvals_needed(NEW.requirement)
    OR EXISTS (SELECT 1 FROM approval a WHERE a.change_id = NEW.id AND a.dismissed_at IS NULL
        AND a.decision = 'reject')) THEN
    RAISE EXCEPTION 'approvals are missing' USING ERRCODE = 'check_violation', CONSTRAINT = 'approvals_missing';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "change_request_moves" BEFORE UPDATE ON "change_request"
  FOR EACH ROW EXECUTE FUNCTION "change_request_moves"();

-- An answer counts only from somebody who may give it now, to what the change says now. The row lock makes an answer
-- and the end of its change wait for each other.
CREATE FUNCTION "approval_guard"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  asked record;
BEGIN
  SELECT c.state, c.pin, c.answer_by, s.team_id INTO asked
    FROM change_request c JOIN stack s ON s.id = c.stack_id WHERE c.id = NEW.change_id FOR UPDATE OF c;
  IF asked.state IS DISTINCT FROM 'open' OR asked.answer_by <= clock_timestamp() THEN
    RAISE EXCEPTION 'the change is not open' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_open';
  END IF;
  IF NEW.pin <> asked.pin THEN
    RAISE EXCEPTION 'the change is not what was read' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_pin';
  END IF;
  IF NOT holds_role(NEW.person_id, NEW.role, CASE WHEN NEW.role = 'team_lead' THEN asked.team_id END)
     OR holds_role(NEW.person_id, 'ssh_admin', NULL) THEN
    RAISE EXCEPTION 'the role to answer is missing' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_authority';
  END IF;
  IF NEW.dismissed_at IS NOT NULL THEN
    RAISE EXCEPTION 'an answer begins standing' USING ERRCODE = 'check_violation';
  END IF;
  NEW.created_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER "approval_guard" BEFORE INSERT ON "approval" FOR EACH ROW EXECUTE FUNCTION "approval_guard"();

CREATE FUNCTION "approval_dismissed_once"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.dismissed_at IS NOT NULL OR NEW.dismissed_at IS NULL
     OR (to_jsonb(NEW) - 'dismissed_at') <> (to_jsonb(OLD) - 'dismissed_at') THEN
    RAISE EXCEPTION 'an answer may only be dismissed, once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "approval_dismissed_once" BEFORE UPDATE ON "approval"
  FOR EACH ROW EXECUTE FUNCTION "approval_dismissed_once"();

-- ---------------------------------------------------------------- applying

CREATE FUNCTION "lease_token_grows"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.token < OLD.token OR (NEW.holder <> OLD.holder AND NEW.token = OLD.token) THEN
    RAISE EXCEPTION 'a lease passes on with a higher token' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "lease_token_grows" BEFORE UPDATE ON "lease" FOR EACH ROW EXECUTE FUNCTION "lease_token_grows"();

-- A paused worker that wakes after its lease passed on cannot write an intent, and so makes no call. The row lock
-- orders an intent before or after a take-over, never beside it.
CREATE FUNCTION "journal_fence"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  lease record;
BEGIN
  SELECT l.token, l.expires_at INTO lease FROM lease l WHERE l.key = NEW.lease_key FOR SHARE;
  IF lease.token IS DISTINCT FROM NEW.fencing_token OR lease.expires_at <= clock_timestamp() THEN
    RAISE EXCEPTION 'the lease % has passed on', NEW.lease_key
      USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_fence';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "journal_fence" BEFORE INSERT ON "journal_entry"
  FOR EACH ROW WHEN (NEW."kind" = 'intent') EXECUTE FUNCTION "journal_fence"();

-- ---------------------------------------------------------------- grants

-- A grant is one ssh admin's, and it moves one way.
CREATE FUNCTION "grant_guard"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  by_people CONSTANT text[] := ARRAY['asked->refused', 'live->ending'];
  by_worker CONSTANT text[] := ARRAY['asked->live', 'asked->refused', 'live->ending', 'live->ended', 'ending->ended'];
  move text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'asked' THEN
      RAISE EXCEPTION 'a grant begins asked' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT holds_role(NEW.person_id, 'ssh_admin', NULL) THEN
      RAISE EXCEPTION 'SSH is granted to ssh admins only' USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_holder';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.state <> OLD.state THEN
    move := OLD.state || '->' || NEW.state;
    IF NOT (move = ANY (CASE current_user WHEN 'sallyport_web' THEN by_people ELSE by_worker END)) THEN
      RAISE EXCEPTION 'a grant does not go from % to % here', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "grant_guard" BEFORE INSERT OR UPDATE ON "grant" FOR EACH ROW EXECUTE FUNCTION "grant_guard"();
