-- A change that stopped half-way goes on when somebody says so (decision 0917); what was revoked while the log took
-- nothing is read in from the spool (decision 0918); and who changed a rule outside is told by CloudTrail (decision 0919).

-- ---------------------------------------------------------------- going on

-- One row for each time that a change, applied in part, is to go on: `version` is the one it stopped at.
CREATE TABLE "change_resume" (
  "change_id" UUID NOT NULL,
  "version" INTEGER NOT NULL,
  "person_id" UUID NOT NULL,
  "reason" TEXT NOT NULL,
  "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "taken_at" TIMESTAMPTZ(6),
  CONSTRAINT "change_resume_pkey" PRIMARY KEY ("change_id", "version"),
  CONSTRAINT "change_resume_reason" CHECK (btrim("reason") <> ''),
  CONSTRAINT "change_resume_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change_request" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "change_resume_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "change_resume_waiting" ON "change_resume" ("change_id") WHERE "taken_at" IS NULL;
CREATE TRIGGER "change_resume_kept" BEFORE DELETE OR TRUNCATE ON "change_resume"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

CREATE FUNCTION "change_resume_guard"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.at := clock_timestamp();
    IF current_user = 'sallyport_worker' OR NEW.taken_at IS NOT NULL
       OR NOT holds_role(NEW.person_id, 'cloud_admin', NULL)
       OR NOT EXISTS (SELECT 1 FROM change_request c
                       WHERE c.id = NEW.change_id AND c.version = NEW.version AND c.state = 'partial') THEN
      RAISE EXCEPTION 'a cloud admin lets a change go on that stopped half-way' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'change_resume_guard';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.taken_at IS NOT NULL OR (to_jsonb(NEW) - 'taken_at') <> (to_jsonb(OLD) - 'taken_at') THEN
    RAISE EXCEPTION 'it is taken up once' USING ERRCODE = 'check_violation', CONSTRAINT = 'change_resume_guard';
  END IF;
  NEW.taken_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER "change_resume_guard" BEFORE INSERT OR UPDATE ON "change_resume"
  FOR EACH ROW EXECUTE FUNCTION "change_resume_guard"();
GRANT SELECT ON "change_resume" TO sallyport_web, sallyport_worker;
GRANT INSERT ON "change_resume" TO sallyport_web;
GRANT UPDATE ("taken_at") ON "change_resume" TO sallyport_worker;

-- ---------------------------------------------------------------- the spool

-- Lines that a worker wrote to its own disk, each with the hash of the one before, while the log took no entry.
CREATE TABLE "spool_line" (
  -- SHA-256, hex, of the line as it was written.
  "hash" TEXT NOT NULL,
  "previous_hash" TEXT NOT NULL,
  "written_at" TIMESTAMPTZ(6) NOT NULL,
  "account_id" TEXT NOT NULL,
  "region" TEXT NOT NULL,
  "group_id" TEXT NOT NULL,
  "rule_key" TEXT NOT NULL,
  "body" JSONB NOT NULL,
  "read_in_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "spool_line_pkey" PRIMARY KEY ("hash"),
  CONSTRAINT "spool_line_hash" CHECK ("hash" ~ '^[0-9a-f]{64}$' AND "previous_hash" ~ '^[0-9a-f]{64}$')
);
CREATE INDEX "spool_line_written_at_idx" ON "spool_line" ("written_at");
CREATE TRIGGER "spool_line_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "spool_line"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
GRANT SELECT ON "spool_line" TO sallyport_web, sallyport_worker;
GRANT INSERT ON "spool_line" TO sallyport_worker;

-- ---------------------------------------------------------------- by whom

ALTER TABLE "drift"
  -- What CloudTrail says of the call: who, from where, when. Null: it says nothing (yet).
  ADD COLUMN "origin" JSONB,
  -- When CloudTrail was asked last.
  ADD COLUMN "origin_asked_at" TIMESTAMPTZ(6);
CREATE INDEX "drift_without_origin" ON "drift" ("scope_id", "found_at") WHERE "origin" IS NULL;
GRANT UPDATE ("origin", "origin_asked_at") ON "drift" TO sallyport_worker;
