-- Access reviews: a population pinned at the start, one decision a row, one change for what is revoked, and a signed
-- pack of evidence at the end (decision 0831).

CREATE TABLE "review" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "number" SERIAL NOT NULL,
  "name" TEXT NOT NULL,
  "scope" JSONB NOT NULL,
  "population" JSONB NOT NULL,
  "reviewer_id" UUID NOT NULL,
  "created_by_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "due_at" TIMESTAMPTZ(6) NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'open',
  "closed_at" TIMESTAMPTZ(6),
  "closed_by_id" UUID,
  "closing_note" TEXT NOT NULL DEFAULT '',
  CONSTRAINT "review_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "review_state" CHECK ("state" IN ('open', 'closed')),
  CONSTRAINT "review_due" CHECK ("due_at" > "created_at"),
  CONSTRAINT "review_closed" CHECK (
    ("state" = 'closed') = ("closed_at" IS NOT NULL) AND ("state" = 'closed') = ("closed_by_id" IS NOT NULL)),
  CONSTRAINT "review_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "review_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "review_closed_by_id_fkey" FOREIGN KEY ("closed_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "review_number_key" ON "review"("number");
CREATE INDEX "review_state_due_at_idx" ON "review"("state", "due_at");

CREATE TABLE "review_row" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "review_id" UUID NOT NULL,
  "ordinal" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "grant_id" UUID,
  -- Null for an exception of no stack.
  "stack_id" UUID,
  "source_id" UUID,
  -- An exception to a finding: its table comes later, and so no foreign key.
  "exception_id" UUID,
  "owner_id" UUID,
  "evidence" JSONB NOT NULL,
  "decision" TEXT,
  "keep_until" TIMESTAMPTZ(6),
  "note" TEXT NOT NULL DEFAULT '',
  "decided_by_id" UUID,
  "decided_at" TIMESTAMPTZ(6),
  "asked_at" TIMESTAMPTZ(6),
  "asked_by_id" UUID,
  "question" TEXT NOT NULL DEFAULT '',
  "answer" TEXT,
  "answer_note" TEXT NOT NULL DEFAULT '',
  "answered_at" TIMESTAMPTZ(6),
  "change_id" UUID,
  CONSTRAINT "review_row_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "review_row_kind" CHECK (
    ("kind" = 'grant' AND "grant_id" IS NOT NULL AND "stack_id" IS NOT NULL AND "source_id" IS NOT NULL AND "exception_id" IS NULL)
    OR ("kind" = 'source' AND "grant_id" IS NULL AND "stack_id" IS NOT NULL AND "source_id" IS NOT NULL AND "exception_id" IS NULL)
    OR ("kind" = 'exception' AND "grant_id" IS NULL AND "source_id" IS NULL AND "exception_id" IS NOT NULL)),
  CONSTRAINT "review_row_decision" CHECK ("decision" IS NULL OR "decision" IN ('keep', 'revoke')),
  CONSTRAINT "review_row_decided" CHECK (
    ("decision" IS NULL) = ("decided_by_id" IS NULL) AND ("decision" IS NULL) = ("decided_at" IS NULL)),
  CONSTRAINT "review_row_kept_until" CHECK (
    ("keep_until" IS NOT NULL) = ("decision" IS NOT DISTINCT FROM 'keep')),
  -- Nobody reviews what is their own.
  CONSTRAINT "review_row_not_ones_own" CHECK ("decided_by_id" IS NULL OR "decided_by_id" IS DISTINCT FROM "owner_id"),
  CONSTRAINT "review_row_asked" CHECK (("asked_at" IS NULL) = ("asked_by_id" IS NULL) AND ("asked_at" IS NULL OR "owner_id" IS NOT NULL)),
  CONSTRAINT "review_row_answer" CHECK ("answer" IS NULL OR "answer" IN ('needed', 'not-needed')),
  CONSTRAINT "review_row_answered" CHECK (
    ("answer" IS NULL) = ("answered_at" IS NULL) AND ("answer" IS NULL OR "asked_at" IS NOT NULL)),
  CONSTRAINT "review_row_change" CHECK ("change_id" IS NULL OR "decision" = 'revoke'),
  CONSTRAINT "review_row_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "review_row_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "grant"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT "review_row_stack_id_fkey" FOREIGN KEY ("stack_id") REFERENCES "stack"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT "review_row_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT "review_row_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT "review_row_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT "review_row_asked_by_id_fkey" FOREIGN KEY ("asked_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT "review_row_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change_request"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "review_row_review_id_ordinal_key" ON "review_row"("review_id", "ordinal");
CREATE INDEX "review_row_grant_id_idx" ON "review_row"("grant_id");
CREATE INDEX "review_row_stack_id_source_id_idx" ON "review_row"("stack_id", "source_id");
CREATE INDEX "review_row_owner_id_idx" ON "review_row"("owner_id");
CREATE INDEX "review_row_change_id_idx" ON "review_row"("change_id");

-- Public keys of workers that sign. The private ones never leave them.
CREATE TABLE "signing_key" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "verifier" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "signing_key_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "signing_key_id" CHECK ("id" ~ '^[0-9a-f]{8}$')
);
CREATE UNIQUE INDEX "signing_key_verifier_key" ON "signing_key"("verifier");

CREATE TABLE "evidence_pack" (
  "review_id" UUID NOT NULL,
  "json" BYTEA NOT NULL,
  "pdf" BYTEA NOT NULL,
  "note" TEXT NOT NULL,
  "key_id" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "evidence_pack_pkey" PRIMARY KEY ("review_id"),
  CONSTRAINT "evidence_pack_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "evidence_pack_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "signing_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE TRIGGER "evidence_pack_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "evidence_pack"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "signing_key_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "signing_key"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- ---------------------------------------------------------------- what never changes

CREATE TRIGGER "review_kept" BEFORE DELETE OR TRUNCATE ON "review"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "review_row_kept" BEFORE DELETE OR TRUNCATE ON "review_row"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- Who reviews may run reviews, and holds no SSH access while doing so; a closed review stays as it was.
CREATE FUNCTION "review_guard"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'closed' THEN
    RAISE EXCEPTION 'a closed review stays as it is' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_guard';
  END IF;
  IF TG_OP = 'INSERT' AND NEW.state <> 'open' THEN
    RAISE EXCEPTION 'a review begins open' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_guard';
  END IF;
  IF (TG_OP = 'INSERT' OR NEW.reviewer_id <> OLD.reviewer_id)
     AND NOT holds_role(NEW.reviewer_id, 'security_reviewer', NULL)
     AND NOT holds_role(NEW.reviewer_id, 'cloud_admin', NULL) THEN
    RAISE EXCEPTION 'a reviewer holds the role for it' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_guard';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "review_guard" BEFORE INSERT OR UPDATE ON "review" FOR EACH ROW EXECUTE FUNCTION "review_guard"();

-- What was under review is never rewritten, and nothing about it once the review is closed. The row lock makes a
-- decision and the closing wait for each other.
CREATE FUNCTION "review_row_guard"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  reviewed record;
BEGIN
  SELECT r.state INTO reviewed FROM review r WHERE r.id = NEW.review_id FOR SHARE;
  IF reviewed.state IS DISTINCT FROM 'open' THEN
    RAISE EXCEPTION 'the review is closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_row_guard';
  END IF;
  IF TG_OP = 'INSERT' AND (NEW.decision IS NOT NULL OR NEW.asked_at IS NOT NULL OR NEW.change_id IS NOT NULL) THEN
    RAISE EXCEPTION 'a row begins undecided' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_row_guard';
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.review_id, NEW.ordinal, NEW.kind, NEW.grant_id, NEW.stack_id, NEW.source_id,
      NEW.exception_id, NEW.owner_id, NEW.evidence) IS DISTINCT FROM (OLD.review_id, OLD.ordinal, OLD.kind,
      OLD.grant_id, OLD.stack_id, OLD.source_id, OLD.exception_id, OLD.owner_id, OLD.evidence) THEN
    RAISE EXCEPTION 'what is reviewed stays as it was' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_row_guard';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "review_row_guard" BEFORE INSERT OR UPDATE ON "review_row"
  FOR EACH ROW EXECUTE FUNCTION "review_row_guard"();

-- ---------------------------------------------------------------- the change that a review asks for

ALTER TABLE "change_request" DROP CONSTRAINT "change_request_kind";
ALTER TABLE "change_request" ADD CONSTRAINT "change_request_kind" CHECK (
  "kind" IN ('grant', 'extend', 'revoke', 'expire', 'match', 'rule', 'create-stack', 'retire-stack', 'review'));

-- It only takes away; unlike what ends by itself it waits for others' approval.
CREATE TRIGGER "change_request_review_narrows" BEFORE INSERT ON "change_request"
  FOR EACH ROW WHEN (NEW."kind" = 'review') EXECUTE FUNCTION "change_request_narrows"();

-- Beside the change of its own, a grant is ended by the change of the review that revoked it, once that is approved.
CREATE OR REPLACE FUNCTION "grant_end_is_its_own"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM change_request c
     WHERE c.id = NEW.end_change_id AND c.kind IN ('revoke', 'expire') AND c.stack_id = NEW.stack_id
       AND c.beneficiary_id = NEW.person_id)
   AND NOT EXISTS (
    SELECT 1 FROM change_request c JOIN review_row r ON r.change_id = c.id
     WHERE c.id = NEW.end_change_id AND c.kind = 'review' AND c.state IN ('approved', 'applying', 'unknown')
       AND r.grant_id = NEW.id AND r.decision = 'revoke') THEN
    RAISE EXCEPTION 'another change does not end this grant' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'grant_end_is_its_own';
  END IF;
  RETURN NEW;
END $$;

-- ---------------------------------------------------------------- who may

GRANT SELECT ON "review", "review_row", "signing_key", "evidence_pack" TO sallyport_web, sallyport_worker;
GRANT INSERT, UPDATE ("reviewer_id", "state", "closed_at", "closed_by_id", "closing_note") ON "review" TO sallyport_web;
GRANT INSERT, UPDATE ("decision", "keep_until", "note", "decided_by_id", "decided_at", "asked_at", "asked_by_id",
  "question", "answer", "answer_note", "answered_at", "change_id") ON "review_row" TO sallyport_web;
GRANT USAGE ON SEQUENCE "review_number_seq" TO sallyport_web;
GRANT INSERT ON "signing_key", "evidence_pack" TO sallyport_worker;
