-- Nobody speaks in the log for the other process: what the worker did, the worker says, and people speak by the web.

ALTER TABLE "audit_entry"
  ADD CONSTRAINT "audit_entry_actor" CHECK ("actor" ~ '^(person:[0-9a-f-]{36}|worker|operator)$');

CREATE FUNCTION "audit_entry_speaker"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (current_user = 'sallyport_web' AND NEW.actor = 'worker')
     OR (current_user = 'sallyport_worker' AND NEW.actor <> 'worker') THEN
    RAISE EXCEPTION '% does not speak for %', current_user, NEW.actor USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "audit_entry_speaker" BEFORE INSERT ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION "audit_entry_speaker"();
