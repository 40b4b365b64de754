-- Every move of a change is kept with who, when and why; requests are drafted, planned again, rolled back, scheduled and
-- talked about; and a form that is sent twice is answered once (decisions 0901 to 0903).

-- ---------------------------------------------------------------- drafts, plans anew, scheduled starts

ALTER TABLE "change_request" DROP CONSTRAINT "change_request_state";
ALTER TABLE "change_request" ADD CONSTRAINT "change_request_state" CHECK ("state" IN ('draft', 'open', 'approved',
  'applying', 'applied', 'partial', 'unknown', 'failed', 'stale', 'rejected', 'cancelled', 'expired'));

ALTER TABLE "change_request"
  -- What was asked for, where the plan can be made anew from it.
  ADD COLUMN "request" JSONB,
  ADD COLUMN "rolls_back_id" UUID,
  ADD COLUMN "starts_at" TIMESTAMPTZ(6);
ALTER TABLE "change_request"
  ADD CONSTRAINT "change_request_rolls_back_id_fkey" FOREIGN KEY ("rolls_back_id") REFERENCES "change_request" ("id")
    ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "change_request_request" CHECK ("request" IS NULL OR "kind" IN ('match', 'rule')),
  ADD CONSTRAINT "change_request_rolls_back" CHECK ("rolls_back_id" IS NULL OR "kind" = 'rule'),
  ADD CONSTRAINT "change_request_starts" CHECK (
    "starts_at" IS NULL OR ("kind" IN ('match', 'rule') AND "starts_at" <= "created_at" + interval '31 days'));
CREATE INDEX "change_request_rolls_back_id_idx" ON "change_request" ("rolls_back_id");
-- One way back at a time.
CREATE UNIQUE INDEX "change_request_rolled_back_once" ON "change_request" ("rolls_back_id")
  WHERE "state" IN ('open', 'approved', 'applying', 'unknown', 'applied');

-- A draft is its author's, asks nobody yet, and only of what can be planned anew.
CREATE FUNCTION "change_draft_begins"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'sallyport_worker' OR NEW.version <> 1 OR NEW.kind NOT IN ('match', 'rule')
     OR NEW.request IS NULL OR approvals_needed(NEW.requirement) = 0 THEN
    RAISE EXCEPTION 'this cannot be drafted' USING ERRCODE = 'check_violation', CONSTRAINT = 'change_draft_begins';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER "change_request_begins" ON "change_request";
CREATE TRIGGER "change_request_begins" BEFORE INSERT ON "change_request"
  FOR EACH ROW WHEN (NEW."state" <> 'draft') EXECUTE FUNCTION "change_request_begins"();
CREATE TRIGGER "change_draft_begins" BEFORE INSERT ON "change_request"
  FOR EACH ROW WHEN (NEW."state" = 'draft') EXECUTE FUNCTION "change_draft_begins"();

-- What is put up for approval changes only as a whole, while nobody's answer stands and nothing was begun: then it is
-- open (again). The worker plans nothing anew.
CREATE FUNCTION "change_request_plans"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'sallyport_worker' OR NEW.request IS NULL OR NEW.version <> OLD.version + 1
     OR approvals_needed(NEW.requirement) = 0
     OR NOT (NEW.state = OLD.state AND OLD.state IN ('draft', 'open')
             OR OLD.state || '>' || NEW.state IN ('draft>open', 'draft>cancelled', 'approved>open', 'stale>open'))
     OR EXISTS (SELECT 1 FROM step s WHERE s.change_id = NEW.id)
     OR EXISTS (SELECT 1 FROM approval a WHERE a.change_id = NEW.id AND a.dismissed_at IS NULL) THEN
    RAISE EXCEPTION 'this is not planned anew here' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'change_request_plans';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER "change_request_moves" ON "change_request";
CREATE TRIGGER "change_request_moves" BEFORE UPDATE ON "change_request"
  FOR EACH ROW WHEN (NOT (OLD."state" = 'draft' OR (OLD."state" = 'stale' AND NEW."state" = 'open')
    OR (OLD."state" = 'approved' AND NEW."state" = 'open' AND OLD."pin" <> NEW."pin")))
  EXECUTE FUNCTION "change_request_moves"();
CREATE TRIGGER "change_request_plans" BEFORE UPDATE ON "change_request"
  FOR EACH ROW WHEN (current_user IN ('sallyport_web', 'sallyport_worker') AND (
    (OLD."plan", OLD."pin", OLD."effect", OLD."requirement", OLD."request", OLD."answer_by")
      IS DISTINCT FROM (NEW."plan", NEW."pin", NEW."effect", NEW."requirement", NEW."request", NEW."answer_by")
    OR OLD."state" = 'draft' OR (OLD."state" = 'stale' AND NEW."state" = 'open')))
  EXECUTE FUNCTION "change_request_plans"();

CREATE FUNCTION "change_request_starts"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.starts_at > clock_timestamp() THEN
    RAISE EXCEPTION 'this change starts later' USING ERRCODE = 'check_violation', CONSTRAINT = 'change_request_starts';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "change_request_starts" BEFORE UPDATE OF "state" ON "change_request"
  FOR EACH ROW WHEN (OLD."state" = 'approved' AND NEW."state" = 'applying') EXECUTE FUNCTION "change_request_starts"();

-- ---------------------------------------------------------------- who moved it, when and why

CREATE TABLE "change_move" (
  "change_id" UUID NOT NULL,
  "version" INTEGER NOT NULL,
  "from_state" TEXT,
  "to_state" TEXT NOT NULL,
  "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- Null: Sallyport itself.
  "person_id" UUID,
  "why" TEXT NOT NULL DEFAULT '',
  -- What is pinned now and was not, and what was and is not: a list of lines.
  "diff" JSONB NOT NULL DEFAULT '[]',
  CONSTRAINT "change_move_pkey" PRIMARY KEY ("change_id", "version"),
  CONSTRAINT "change_move_diff" CHECK (jsonb_typeof("diff") = 'array'),
  CONSTRAINT "change_move_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change_request" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "change_move_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE TRIGGER "change_move_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "change_move"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- A move is told by the transaction that makes it, of the change as it then stands.
CREATE FUNCTION "change_move_is_true"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM change_request c
                  WHERE c.id = NEW.change_id AND c.version = NEW.version AND c.state = NEW.to_state) THEN
    RAISE EXCEPTION 'the change did not move so' USING ERRCODE = 'check_violation', CONSTRAINT = 'change_move_is_true';
  END IF;
  NEW.at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER "change_move_is_true" BEFORE INSERT ON "change_move"
  FOR EACH ROW EXECUTE FUNCTION "change_move_is_true"();

-- ---------------------------------------------------------------- the conversation

CREATE TABLE "change_comment" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "change_id" UUID NOT NULL,
  "person_id" UUID NOT NULL,
  "body" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "change_comment_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "change_comment_body" CHECK (btrim("body") <> '' AND length("body") <= 4000),
  CONSTRAINT "change_comment_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change_request" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "change_comment_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "change_comment_change_id_idx" ON "change_comment" ("change_id", "created_at");
CREATE TRIGGER "change_comment_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "change_comment"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- ---------------------------------------------------------------- forms that are sent twice

CREATE TABLE "mutation_answer" (
  "person_id" UUID NOT NULL,
  "key" TEXT NOT NULL,
  -- SHA-256, hex, of everything that was sent.
  "body_hash" TEXT NOT NULL,
  "answer" JSONB NOT NULL,
  "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "mutation_answer_pkey" PRIMARY KEY ("person_id", "key"),
  CONSTRAINT "mutation_answer_key" CHECK ("key" ~ '^[A-Za-z0-9_-]{8,100}$'),
  CONSTRAINT "mutation_answer_body_hash" CHECK ("body_hash" ~ '^[0-9a-f]{64}$'),
  CONSTRAINT "mutation_answer_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

GRANT SELECT ON "change_move", "change_comment" TO sallyport_web, sallyport_worker;
GRANT INSERT ON "change_move" TO sallyport_web, sallyport_worker;
GRANT INSERT ON "change_comment" TO sallyport_web;
GRANT SELECT, INSERT, DELETE ON "mutation_answer" TO sallyport_web;
GRANT UPDATE ("plan", "pin", "effect", "requirement", "request", "answer_by") ON "change_request" TO sallyport_web;
