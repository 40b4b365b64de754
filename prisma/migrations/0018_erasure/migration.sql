-- What an entry says of people is not in its bytes: there stands a salted hash of it. The clear text is here, in parts
-- that one role alone may clear, and only in a transaction that writes an entry of the log about it. No proof changes.

CREATE TABLE "audit_personal" (
  "entry_id" UUID NOT NULL,
  "part" TEXT NOT NULL,
  "commitment" BYTEA NOT NULL,
  "salt" BYTEA,
  "clear" TEXT,
  "erased_by" UUID,
  CONSTRAINT "audit_personal_pkey" PRIMARY KEY ("entry_id", "part"),
  CONSTRAINT "audit_personal_part" CHECK ("part" IN ('actor', 'about', 'words')),
  CONSTRAINT "audit_personal_commitment" CHECK (
    length("commitment") = 32
    AND ("clear" IS NULL OR "commitment" = sha256('\x02'::bytea || "salt" || convert_to("clear", 'UTF8')))),
  CONSTRAINT "audit_personal_salt" CHECK (("salt" IS NULL) = ("clear" IS NULL) AND ("salt" IS NULL OR length("salt") = 32)),
  CONSTRAINT "audit_personal_erased" CHECK (("clear" IS NULL) = ("erased_by" IS NOT NULL)),
  CONSTRAINT "audit_personal_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "audit_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "audit_personal_erased_by_fkey" FOREIGN KEY ("erased_by") REFERENCES "audit_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "audit_personal_erased_by_idx" ON "audit_personal"("erased_by") WHERE "erased_by" IS NOT NULL;
CREATE TRIGGER "audit_personal_kept" BEFORE DELETE OR TRUNCATE ON "audit_personal"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

DO $$
BEGIN
  BEGIN
    CREATE ROLE sallyport_eraser NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- Roles belong to the whole server: another database's migration was first.
  END;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO sallyport_eraser', current_database());
END $$;
GRANT USAGE ON SCHEMA public TO sallyport_eraser;

CREATE FUNCTION "audit_personal_erases"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user <> 'sallyport_eraser' THEN
    RAISE EXCEPTION '% clears nothing in the log', current_user USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.clear IS NULL OR NEW.clear IS NOT NULL OR NEW.entry_id <> OLD.entry_id OR NEW.part <> OLD.part
     OR NEW.commitment <> OLD.commitment THEN
    RAISE EXCEPTION 'personal data is cleared once, and not otherwise changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.erased_by AND action = 'personal-data.erased'
                    AND at = date_trunc('milliseconds', transaction_timestamp())) THEN
    RAISE EXCEPTION 'an erasure is written in the log by its own transaction' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "audit_personal_erases" BEFORE UPDATE ON "audit_personal"
  FOR EACH ROW EXECUTE FUNCTION "audit_personal_erases"();

-- An eraser speaks as the operator whose command it is, of erasures and of nothing else; nobody else speaks of them.
CREATE OR REPLACE FUNCTION "audit_entry_speaker"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (current_user = 'sallyport_web' AND NEW.actor = 'worker')
     OR (current_user = 'sallyport_worker' AND NEW.actor <> 'worker')
     OR (current_user = 'sallyport_eraser' AND NEW.actor <> 'operator') THEN
    RAISE EXCEPTION '% does not speak for %', current_user, NEW.actor USING ERRCODE = 'check_violation';
  END IF;
  IF (current_user = 'sallyport_eraser') <> (NEW.action = 'personal-data.erased') THEN
    RAISE EXCEPTION '% does not speak of %', current_user, NEW.action USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

GRANT SELECT ON "audit_personal" TO sallyport_web, sallyport_worker;
GRANT INSERT ("entry_id", "part", "commitment", "salt", "clear") ON "audit_personal" TO sallyport_web, sallyport_worker;

GRANT SELECT ON "person", "identity", "source", "role_assignment", "grant", "audit_entry", "audit_index", "audit_personal" TO sallyport_eraser;
GRANT INSERT ON "audit_entry", "notice" TO sallyport_eraser;
GRANT INSERT ("entry_id", "part", "commitment", "salt", "clear"), UPDATE ("salt", "clear", "erased_by")
  ON "audit_personal" TO sallyport_eraser;
GRANT UPDATE ("display_name", "email") ON "person" TO sallyport_eraser;
