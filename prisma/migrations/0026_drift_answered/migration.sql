-- What Sallyport does about a rule that changed outside: tells, proposes to put it back, or puts it back (decision 0916).

-- ---------------------------------------------------------------- what was chosen for a stack

-- No row: it tells.
CREATE TABLE "drift_watch" (
  "stack_id" UUID NOT NULL,
  "mode" TEXT NOT NULL,
  -- How often one rule is put back within an hour, at most.
  "most_per_hour" INTEGER NOT NULL,
  "chosen_by_id" UUID NOT NULL,
  -- The approved change that lets it act by itself.
  "change_id" UUID,
  "version" INTEGER NOT NULL DEFAULT 1,
  "chosen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "drift_watch_pkey" PRIMARY KEY ("stack_id"),
  CONSTRAINT "drift_watch_mode" CHECK ("mode" IN ('tell', 'propose', 'restore')),
  CONSTRAINT "drift_watch_most" CHECK ("most_per_hour" BETWEEN 1 AND 20),
  CONSTRAINT "drift_watch_approved" CHECK (("mode" = 'restore') = ("change_id" IS NOT NULL)),
  CONSTRAINT "drift_watch_stack_id_fkey" FOREIGN KEY ("stack_id") REFERENCES "stack" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "drift_watch_chosen_by_id_fkey" FOREIGN KEY ("chosen_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "drift_watch_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change_request" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- What acts without a person is approved, and written by the worker; what does not, a cloud admin chooses alone.
CREATE FUNCTION "drift_watch_guard"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.version <> (CASE WHEN TG_OP = 'UPDATE' THEN OLD.version ELSE 0 END) + 1 THEN
    RAISE EXCEPTION 'every choice is a version' USING ERRCODE = 'check_violation', CONSTRAINT = 'drift_watch_guard';
  END IF;
  NEW.chosen_at := clock_timestamp();
  IF NEW.mode = 'restore' THEN
    IF current_user = 'sallyport_web' OR NOT EXISTS (
      SELECT 1 FROM change_request c
       WHERE c.id = NEW.change_id AND c.kind = 'watch' AND c.state = 'applying' AND c.stack_id = NEW.stack_id
         AND c.requester_id = NEW.chosen_by_id AND (c.request ->> 'mostPerHour')::int = NEW.most_per_hour) THEN
      RAISE EXCEPTION 'what acts by itself is approved first' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'drift_watch_guard';
    END IF;
  ELSIF current_user = 'sallyport_worker' OR NOT holds_role(NEW.chosen_by_id, 'cloud_admin', NULL) THEN
    RAISE EXCEPTION 'a cloud admin chooses' USING ERRCODE = 'check_violation', CONSTRAINT = 'drift_watch_guard';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "drift_watch_guard" BEFORE INSERT OR UPDATE ON "drift_watch"
  FOR EACH ROW EXECUTE FUNCTION "drift_watch_guard"();
CREATE TRIGGER "drift_watch_kept" BEFORE DELETE OR TRUNCATE ON "drift_watch"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
GRANT SELECT ON "drift_watch" TO sallyport_web, sallyport_worker;
GRANT INSERT, UPDATE ("mode", "most_per_hour", "chosen_by_id", "change_id", "version") ON "drift_watch"
  TO sallyport_web, sallyport_worker;

-- ---------------------------------------------------------------- what became of each rule

ALTER TABLE "drift"
  -- As it was before it went, or is since it came: lib/core/plan RuleSpecification.
  ADD COLUMN "rule" JSONB,
  -- Null: nothing has been done about it yet.
  ADD COLUMN "answer" TEXT DEFAULT 'told',
  ADD COLUMN "sentence" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "change_id" UUID;
ALTER TABLE "drift"
  ADD CONSTRAINT "drift_answer" CHECK ("answer" IN ('told', 'left', 'put-back')),
  ADD CONSTRAINT "drift_put_back" CHECK (("answer" IS NOT DISTINCT FROM 'put-back') = ("change_id" IS NOT NULL)),
  ADD CONSTRAINT "drift_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change_request" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "drift_change_id_idx" ON "drift" ("change_id");
CREATE INDEX "drift_waiting" ON "drift" ("stack_id") WHERE "answer" IS NULL;
GRANT UPDATE ("answer", "sentence", "change_id") ON "drift" TO sallyport_worker;

-- ---------------------------------------------------------------- two kinds of changes

DO $$
DECLARE
  kinds text;
BEGIN
  SELECT substr(pg_get_constraintdef(oid), 6) INTO kinds FROM pg_constraint
   WHERE conname = 'change_request_kind' AND conrelid = 'change_request'::regclass;
  ALTER TABLE change_request DROP CONSTRAINT change_request_kind;
  EXECUTE format('ALTER TABLE change_request ADD CONSTRAINT change_request_kind CHECK (kind IN (%L, %L) OR %s)',
    'watch', 'put-back', kinds);
  SELECT substr(pg_get_constraintdef(oid), 6) INTO kinds FROM pg_constraint
   WHERE conname = 'change_request_request' AND conrelid = 'change_request'::regclass;
  ALTER TABLE change_request DROP CONSTRAINT change_request_request;
  EXECUTE format('ALTER TABLE change_request ADD CONSTRAINT change_request_request CHECK (kind = %L OR %s)',
    'watch', kinds);
END $$;

ALTER TABLE "change_request"
  ADD CONSTRAINT "change_request_watch" CHECK ("kind" <> 'watch' OR (
    "stack_id" IS NOT NULL AND jsonb_typeof("request" -> 'mostPerHour') = 'number'
    AND jsonb_array_length("plan" -> 'steps') = 0));

-- What is put back, the worker asks for, in the name of whoever chose that it does, who answers nothing of it. Without
-- answers only where that was approved, and never more than rules that come and go.
CREATE FUNCTION "put_back_begins"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  watch drift_watch;
  needed CONSTANT bigint := approvals_needed(NEW.requirement);
BEGIN
  SELECT * INTO watch FROM drift_watch w WHERE w.stack_id = NEW.stack_id FOR SHARE;
  IF current_user = 'sallyport_web' OR NEW.version <> 1 OR NEW.beneficiary_id IS DISTINCT FROM watch.chosen_by_id
     OR NEW.requester_id IS DISTINCT FROM watch.chosen_by_id
     OR NEW.state <> (CASE WHEN needed = 0 THEN 'approved' ELSE 'open' END)
     OR (needed = 0 AND watch.mode <> 'restore') OR watch.mode = 'tell'
     OR EXISTS (SELECT 1 FROM jsonb_array_elements(NEW.plan -> 'steps') step
                 WHERE coalesce(step ->> 'action', '') NOT IN ('authorize', 'revoke')) THEN
    RAISE EXCEPTION 'this is not put back so' USING ERRCODE = 'check_violation', CONSTRAINT = 'put_back_begins';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "put_back_begins" BEFORE INSERT ON "change_request"
  FOR EACH ROW WHEN (NEW."kind" = 'put-back') EXECUTE FUNCTION "put_back_begins"();
DROP TRIGGER "change_request_begins" ON "change_request";
CREATE TRIGGER "change_request_begins" BEFORE INSERT ON "change_request"
  FOR EACH ROW WHEN (NEW."state" <> 'draft' AND NEW."kind" <> 'put-back') EXECUTE FUNCTION "change_request_begins"();
