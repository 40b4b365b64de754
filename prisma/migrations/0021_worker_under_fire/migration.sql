-- One budget of EC2 calls for all workers (decision 0911), the safe mode (decision 0913), and webhooks (decision 0914).

-- ---------------------------------------------------------------- the budget

-- EC2 counts calls per account and Region; so do we, once for every worker process.
CREATE TABLE "call_budget" (
  "account_id" TEXT NOT NULL,
  "region" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "tokens" DOUBLE PRECISION NOT NULL,
  "counted_at" TIMESTAMPTZ(6) NOT NULL,
  "first_until" TIMESTAMPTZ(6),
  CONSTRAINT "call_budget_pkey" PRIMARY KEY ("account_id", "region", "kind"),
  CONSTRAINT "call_budget_kind" CHECK ("kind" IN ('describes', 'mutations'))
);
GRANT SELECT, INSERT, UPDATE ("tokens", "counted_at", "first_until") ON "call_budget" TO sallyport_worker;

-- ---------------------------------------------------------------- the safe mode

-- Each row is one time that Sallyport stopped itself from changing EC2 because the database may not be the one it was.
CREATE TABLE "safe_mode" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "began_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "sentences" JSONB NOT NULL,
  "system_identifier" TEXT NOT NULL,
  "timeline" INTEGER NOT NULL,
  "confirmed_at" TIMESTAMPTZ(6),
  "confirmed_by_id" UUID,
  "reason" TEXT,
  CONSTRAINT "safe_mode_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "safe_mode_confirmed_by_id_fkey" FOREIGN KEY ("confirmed_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "safe_mode_confirmed" CHECK (
    ("confirmed_at" IS NULL) = ("confirmed_by_id" IS NULL) AND ("confirmed_at" IS NULL) = ("reason" IS NULL))
);
CREATE UNIQUE INDEX "safe_mode_one_at_a_time" ON "safe_mode" ((true)) WHERE "confirmed_at" IS NULL;

-- It begins unconfirmed; it is confirmed once, now, by a cloud admin; and nothing else about it changes.
CREATE FUNCTION "safe_mode_guard"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.confirmed_at IS NOT NULL THEN
      RAISE EXCEPTION 'a safe mode begins unconfirmed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.confirmed_at IS NOT NULL
     OR (to_jsonb(NEW) - ARRAY['confirmed_at', 'confirmed_by_id', 'reason'])
        <> (to_jsonb(OLD) - ARRAY['confirmed_at', 'confirmed_by_id', 'reason'])
     OR NOT holds_role(NEW.confirmed_by_id, 'cloud_admin', NULL) THEN
    RAISE EXCEPTION 'a safe mode is confirmed once, by a cloud admin' USING ERRCODE = 'check_violation';
  END IF;
  NEW.confirmed_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER "safe_mode_guard" BEFORE INSERT OR UPDATE ON "safe_mode"
  FOR EACH ROW EXECUTE FUNCTION "safe_mode_guard"();
CREATE TRIGGER "safe_mode_kept" BEFORE DELETE OR TRUNCATE ON "safe_mode"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
GRANT SELECT ON "safe_mode" TO sallyport_web, sallyport_worker;
GRANT INSERT ON "safe_mode" TO sallyport_worker;
GRANT UPDATE ("confirmed_at", "confirmed_by_id", "reason") ON "safe_mode" TO sallyport_web;

-- ---------------------------------------------------------------- webhooks

-- Deliveries of one notice to one address of the configuration: written when the notice is, sent by the notify role.
CREATE TABLE "webhook_delivery" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "hook" TEXT NOT NULL,
  "dedupe_key" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(6) NOT NULL,
  "send_after" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "sent_at" TIMESTAMPTZ(6),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "problem" TEXT,
  CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "webhook_delivery_once" ON "webhook_delivery" ("hook", "dedupe_key");
CREATE INDEX "webhook_delivery_due" ON "webhook_delivery" ("send_after") WHERE "sent_at" IS NULL;
GRANT SELECT ON "webhook_delivery" TO sallyport_web;
GRANT SELECT, INSERT, UPDATE ("send_after", "sent_at", "attempts", "problem") ON "webhook_delivery" TO sallyport_worker;
