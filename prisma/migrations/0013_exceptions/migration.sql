-- Exceptions to findings, asked for and approved like changes (decision 0841), and how stacks and accounts stood over
-- time (decision 0842).

-- ---------------------------------------------------------------- requests

-- A finding may belong to no stack: then the request is about an account and Region, and cloud admins answer it.
ALTER TABLE "change_request" ALTER COLUMN "stack_id" DROP NOT NULL;
ALTER TABLE "change_request" ADD COLUMN "scope_id" UUID;
ALTER TABLE "change_request" ADD CONSTRAINT "change_request_scope_id_fkey"
  FOREIGN KEY ("scope_id") REFERENCES "scope" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "change_request"
  ADD CONSTRAINT "change_request_about_something" CHECK (
    ("stack_id" IS NOT NULL OR "kind" IN ('exception', 'review')) AND ("kind" <> 'exception' OR ("stack_id" IS NULL) <> ("scope_id" IS NULL))),
  ADD CONSTRAINT "change_request_exception_has_no_steps" CHECK (
    "kind" <> 'exception' OR jsonb_array_length("plan" -> 'steps') = 0);

-- The kinds there were, whichever those are by now, and this one.
DO $$
DECLARE
  kinds text;
BEGIN
  SELECT substr(pg_get_constraintdef(oid), 6) INTO kinds FROM pg_constraint
   WHERE conname = 'change_request_kind' AND conrelid = 'change_request'::regclass;
  ALTER TABLE change_request DROP CONSTRAINT change_request_kind;
  EXECUTE format('ALTER TABLE change_request ADD CONSTRAINT change_request_kind CHECK (kind = %L OR %s)', 'exception', kinds);
END $$;

-- As before, but that a request may be of no stack: then no team lead answers it.
CREATE OR REPLACE FUNCTION "approval_guard"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  asked record;
BEGIN
  SELECT c.state, c.pin, c.answer_by, s.team_id INTO asked
    FROM change_request c LEFT JOIN stack s ON s.id = c.stack_id WHERE c.id = NEW.change_id FOR UPDATE OF c;
  IF asked.state IS DISTINCT FROM 'open' OR asked.answer_by <= clock_timestamp() THEN
    RAISE EXCEPTION 'the change is not open' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_open';
  END IF;
  IF NEW.pin <> asked.pin THEN
    RAISE EXCEPTION 'the change is not what was read' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_pin';
  END IF;
  IF (NEW.role = 'team_lead' AND asked.team_id IS NULL)
     OR NOT holds_role(NEW.person_id, NEW.role, CASE WHEN NEW.role = 'team_lead' THEN asked.team_id END)
     OR holds_role(NEW.person_id, 'ssh_admin', NULL) THEN
    RAISE EXCEPTION 'the role to answer is missing' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_authority';
  END IF;
  IF NEW.dismissed_at IS NOT NULL THEN
    RAISE EXCEPTION 'an answer begins standing' USING ERRCODE = 'check_violation';
  END IF;
  NEW.created_at := clock_timestamp();
  RETURN NEW;
END $$;

-- ---------------------------------------------------------------- exceptions

CREATE TABLE "finding_exception" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "number" SERIAL NOT NULL,
  "scope_id" UUID NOT NULL,
  "stack_id" UUID,
  "change_id" UUID NOT NULL,
  "finding_id" TEXT NOT NULL,
  "rule_id" TEXT NOT NULL,
  "extent" JSONB NOT NULL,
  "sentence" TEXT NOT NULL,
  "owner_id" UUID NOT NULL,
  "reason" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'asked',
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "ends_at" TIMESTAMPTZ(6) NOT NULL,
  "began_at" TIMESTAMPTZ(6),
  "ended_at" TIMESTAMPTZ(6),
  "end_reason" TEXT,
  "ended_by_id" UUID,
  CONSTRAINT "finding_exception_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "finding_exception_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "finding_exception_stack_id_fkey" FOREIGN KEY ("stack_id") REFERENCES "stack" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "finding_exception_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change_request" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "finding_exception_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "finding_exception_ended_by_id_fkey" FOREIGN KEY ("ended_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "finding_exception_state" CHECK ("state" IN ('asked', 'live', 'ended', 'refused')),
  CONSTRAINT "finding_exception_ends" CHECK ("ends_at" > "created_at" AND "ends_at" <= "created_at" + interval '367 days'),
  CONSTRAINT "finding_exception_reason" CHECK (btrim("reason") <> ''),
  CONSTRAINT "finding_exception_began" CHECK ("state" NOT IN ('live', 'ended') OR "began_at" IS NOT NULL),
  CONSTRAINT "finding_exception_over" CHECK (("state" IN ('ended', 'refused')) = ("ended_at" IS NOT NULL)
    AND ("ended_at" IS NOT NULL) = ("end_reason" IS NOT NULL)),
  CONSTRAINT "finding_exception_end_reason" CHECK (
    "end_reason" IS NULL OR "end_reason" IN ('expired', 'withdrawn', 'refused'))
);
CREATE UNIQUE INDEX "finding_exception_number_key" ON "finding_exception" ("number");
CREATE UNIQUE INDEX "finding_exception_change_id_key" ON "finding_exception" ("change_id");
CREATE INDEX "finding_exception_state_ends_at_idx" ON "finding_exception" ("state", "ends_at");
CREATE INDEX "finding_exception_scope_id_finding_id_idx" ON "finding_exception" ("scope_id", "finding_id");
-- One request at a time for one finding.
CREATE UNIQUE INDEX "finding_exception_asked_once" ON "finding_exception" ("scope_id", "finding_id") WHERE "state" = 'asked';

-- What is excepted is what was asked for and approved: nothing about it changes but where it stands, and it moves one
-- way. It counts only once the worker has looked at its approvals again.
CREATE FUNCTION "finding_exception_guard"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  asked record;
  move CONSTANT text := CASE TG_OP WHEN 'UPDATE' THEN OLD.state || '>' || NEW.state ELSE '' END;
BEGIN
  SELECT c.kind, c.state, c.stack_id, c.beneficiary_id, coalesce(c.scope_id, s.scope_id) AS scope_id INTO asked
    FROM change_request c LEFT JOIN stack s ON s.id = c.stack_id WHERE c.id = NEW.change_id;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'asked' OR asked.kind <> 'exception' OR asked.state <> 'open'
       OR asked.stack_id IS DISTINCT FROM NEW.stack_id OR asked.scope_id <> NEW.scope_id
       OR asked.beneficiary_id <> NEW.owner_id THEN
      RAISE EXCEPTION 'an exception begins asked for, by its own request' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'finding_exception_begins';
    END IF;
    RETURN NEW;
  END IF;
  IF (to_jsonb(NEW) - ARRAY['state', 'began_at', 'ended_at', 'end_reason', 'ended_by_id'])
     <> (to_jsonb(OLD) - ARRAY['state', 'began_at', 'ended_at', 'end_reason', 'ended_by_id']) THEN
    RAISE EXCEPTION 'what was excepted does not change' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'finding_exception_fixed';
  END IF;
  IF NOT (move = 'asked>refused' OR move = 'live>ended' OR (move = 'asked>live' AND current_user <> 'sallyport_web')) THEN
    RAISE EXCEPTION 'an exception does not go from % to % here', OLD.state, NEW.state USING ERRCODE = 'check_violation',
      CONSTRAINT = 'finding_exception_moves';
  END IF;
  IF NEW.state = 'live' AND asked.state NOT IN ('applying', 'applied') THEN
    RAISE EXCEPTION 'this exception was not approved' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'finding_exception_approved';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "finding_exception_guard" BEFORE INSERT OR UPDATE ON "finding_exception"
  FOR EACH ROW EXECUTE FUNCTION "finding_exception_guard"();
CREATE TRIGGER "finding_exception_kept" BEFORE DELETE OR TRUNCATE ON "finding_exception"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- ---------------------------------------------------------------- posture

-- How a stack (or what belongs to no stack of an account and Region) stood during a span of time, as the looks told.
-- A row is written only when something changed.
CREATE TABLE "posture" (
  "id" BIGSERIAL NOT NULL,
  "scope_id" UUID NOT NULL,
  "stack_id" UUID,
  "team_id" UUID,
  "state" TEXT,
  "critical" INTEGER NOT NULL,
  "high" INTEGER NOT NULL,
  "medium" INTEGER NOT NULL,
  "low" INTEGER NOT NULL,
  "note" INTEGER NOT NULL,
  "unknown" INTEGER NOT NULL,
  "accepted" INTEGER NOT NULL,
  "valid_from" TIMESTAMPTZ(6) NOT NULL,
  "valid_until" TIMESTAMPTZ(6),
  CONSTRAINT "posture_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "posture_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "posture_stack_id_fkey" FOREIGN KEY ("stack_id") REFERENCES "stack" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "posture_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "posture_state" CHECK (("stack_id" IS NULL) = ("state" IS NULL)
    AND ("state" IS NULL OR "state" IN ('in-line', 'accepted', 'unknown', 'out-of-line'))),
  CONSTRAINT "posture_period" CHECK ("valid_until" IS NULL OR "valid_until" >= "valid_from")
);
CREATE UNIQUE INDEX "posture_current" ON "posture"
  ("scope_id", (coalesce("stack_id", '00000000-0000-0000-0000-000000000000'::uuid))) WHERE "valid_until" IS NULL;
CREATE INDEX "posture_during" ON "posture" USING gist (tstzrange("valid_from", "valid_until"));

-- Spans of time that looks at a scope speak for: what lies between them nobody looked at.
CREATE TABLE "posture_look" (
  "id" BIGSERIAL NOT NULL,
  "scope_id" UUID NOT NULL,
  "from_at" TIMESTAMPTZ(6) NOT NULL,
  "until_at" TIMESTAMPTZ(6) NOT NULL,
  "basis" TEXT NOT NULL,
  CONSTRAINT "posture_look_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "posture_look_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "posture_look_period" CHECK ("until_at" >= "from_at")
);
CREATE INDEX "posture_look_scope_id_from_at_idx" ON "posture_look" ("scope_id", "from_at" DESC);

-- ---------------------------------------------------------------- privileges

GRANT SELECT ON "finding_exception", "posture", "posture_look" TO sallyport_web, sallyport_worker;
GRANT INSERT, UPDATE ("state", "ended_at", "end_reason", "ended_by_id") ON "finding_exception" TO sallyport_web;
GRANT UPDATE ("state", "began_at", "ended_at", "end_reason") ON "finding_exception" TO sallyport_worker;
GRANT INSERT, UPDATE ("valid_until") ON "posture" TO sallyport_worker;
GRANT INSERT, UPDATE ("until_at", "basis") ON "posture_look" TO sallyport_worker;
GRANT USAGE ON SEQUENCE "finding_exception_number_seq" TO sallyport_web;
GRANT USAGE ON SEQUENCE "posture_id_seq", "posture_look_id_seq" TO sallyport_worker;
