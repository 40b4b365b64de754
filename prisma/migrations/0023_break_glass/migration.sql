-- Break-glass: a grant that a cloud admin opens at once in a declared emergency, and the review of it that somebody else
-- closes (decision 0905).

CREATE TABLE "emergency" (
  "change_id" UUID NOT NULL,
  "declared_by_id" UUID NOT NULL,
  "beneficiary_id" UUID NOT NULL,
  "reason" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "ends_at" TIMESTAMPTZ(6) NOT NULL,
  "closed_at" TIMESTAMPTZ(6),
  "closed_by_id" UUID,
  "closing_note" TEXT NOT NULL DEFAULT '',
  CONSTRAINT "emergency_pkey" PRIMARY KEY ("change_id"),
  CONSTRAINT "emergency_reason" CHECK (btrim("reason") <> ''),
  CONSTRAINT "emergency_lasts" CHECK ("ends_at" > "created_at" AND "ends_at" <= "created_at" + interval '4 hours'),
  CONSTRAINT "emergency_not_for_oneself" CHECK ("declared_by_id" <> "beneficiary_id"),
  CONSTRAINT "emergency_closed" CHECK (("closed_at" IS NULL) = ("closed_by_id" IS NULL)
    AND ("closed_at" IS NULL) = (btrim("closing_note") = '')),
  CONSTRAINT "emergency_closed_by_another" CHECK ("closed_by_id" IS NULL
    OR ("closed_by_id" <> "declared_by_id" AND "closed_by_id" <> "beneficiary_id")),
  CONSTRAINT "emergency_change_id_fkey" FOREIGN KEY ("change_id", "declared_by_id", "beneficiary_id")
    REFERENCES "change_request" ("id", "requester_id", "beneficiary_id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "emergency_declared_by_id_fkey" FOREIGN KEY ("declared_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "emergency_closed_by_id_fkey" FOREIGN KEY ("closed_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "emergency_change_id_declared_by_id_beneficiary_id_key"
  ON "emergency" ("change_id", "declared_by_id", "beneficiary_id");
CREATE INDEX "emergency_closed_at_idx" ON "emergency" ("closed_at");
CREATE TRIGGER "emergency_kept" BEFORE DELETE OR TRUNCATE ON "emergency"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

CREATE FUNCTION "emergency_guard"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.created_at := clock_timestamp();
    IF NEW.closed_at IS NOT NULL OR NOT holds_role(NEW.declared_by_id, 'cloud_admin', NULL) OR NOT EXISTS (
      SELECT 1 FROM change_request c WHERE c.id = NEW.change_id AND c.kind = 'grant' AND c.state = 'approved') THEN
      RAISE EXCEPTION 'a cloud admin declares an emergency, for a grant' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'emergency_guard';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.closed_at IS NOT NULL OR NEW.closed_by_id IS NULL OR NOT (
    holds_role(NEW.closed_by_id, 'cloud_admin', NULL) OR holds_role(NEW.closed_by_id, 'security_reviewer', NULL)) THEN
    RAISE EXCEPTION 'an emergency is reviewed once, by somebody who may' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'emergency_guard';
  END IF;
  NEW.closed_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER "emergency_guard" BEFORE INSERT OR UPDATE ON "emergency"
  FOR EACH ROW EXECUTE FUNCTION "emergency_guard"();

GRANT SELECT ON "emergency" TO sallyport_web, sallyport_worker;
GRANT INSERT, UPDATE ("closed_at", "closed_by_id", "closing_note") ON "emergency" TO sallyport_web;
