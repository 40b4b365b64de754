-- What needs nobody's approval because it only takes away must only take away: no step of it opens anything.

CREATE FUNCTION "change_request_narrows"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM jsonb_array_elements(NEW.plan -> 'steps') step
     WHERE coalesce(step ->> 'action', '') NOT IN ('revoke', 'describe')) THEN
    RAISE EXCEPTION 'a change that only ends access opens nothing' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "change_request_narrows" BEFORE INSERT ON "change_request"
  FOR EACH ROW WHEN (NEW."kind" IN ('revoke', 'expire')) EXECUTE FUNCTION "change_request_narrows"();
