-- What is open must be closed by its own end, whoever writes the rows: nothing may lead a grant's end astray.

-- A stack says in which account and Region its grants' rules are. While any of them may be open it stays there, and in
-- use: elsewhere their end would find no rule to close.
CREATE FUNCTION "stack_stays_while_open"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "grant" WHERE stack_id = OLD.id AND state IN ('asked', 'live', 'ending')) THEN
    RAISE EXCEPTION 'a stack with grants stays where it is' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'stack_stays_while_open';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "stack_stays_while_open" BEFORE UPDATE OF "scope_id", "retired_at" ON "stack"
  FOR EACH ROW WHEN (OLD."scope_id" <> NEW."scope_id" OR (OLD."retired_at" IS NULL AND NEW."retired_at" IS NOT NULL))
  EXECUTE FUNCTION "stack_stays_while_open"();

-- A grant begins on a stack in use. The row lock makes it and the stack's retirement wait for each other.
CREATE FUNCTION "grant_begins_in_use"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  retired timestamptz;
BEGIN
  SELECT s.retired_at INTO retired FROM stack s WHERE s.id = NEW.stack_id FOR SHARE;
  IF retired IS NOT NULL THEN
    RAISE EXCEPTION 'the stack is not in use' USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_begins_in_use';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "grant_begins_in_use" BEFORE INSERT ON "grant"
  FOR EACH ROW EXECUTE FUNCTION "grant_begins_in_use"();

-- A grant is ended by a change that ends access, the same person's on the same stack, and by no other: the worker leaves
-- a grant alone while the change that ends it is under way.
CREATE FUNCTION "grant_end_is_its_own"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM change_request c
     WHERE c.id = NEW.end_change_id AND c.kind IN ('revoke', 'expire') AND c.stack_id = NEW.stack_id
       AND c.beneficiary_id = NEW.person_id) THEN
    RAISE EXCEPTION 'another change does not end this grant' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'grant_end_is_its_own';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "grant_end_is_its_own" BEFORE INSERT OR UPDATE OF "end_change_id" ON "grant"
  FOR EACH ROW WHEN (NEW."end_change_id" IS NOT NULL) EXECUTE FUNCTION "grant_end_is_its_own"();

-- What only ends access waits for nobody.
CREATE FUNCTION "ending_waits_for_nobody"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.state <> 'approved' THEN
    RAISE EXCEPTION 'a change that only ends access begins approved' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ending_waits_for_nobody" BEFORE INSERT ON "change_request"
  FOR EACH ROW WHEN (NEW."kind" IN ('revoke', 'expire')) EXECUTE FUNCTION "ending_waits_for_nobody"();

-- Once the worker has begun to open a grant, only the worker says that it was not opened: its rule may be there.
CREATE FUNCTION "grant_refused_unopened"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  change_state text;
BEGIN
  SELECT c.state INTO change_state FROM change_request c WHERE c.id = NEW.change_id FOR SHARE;
  IF current_user = 'sallyport_web' AND change_state IN ('applying', 'unknown', 'partial', 'applied') THEN
    RAISE EXCEPTION 'this grant may be open by now' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'grant_refused_unopened';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "grant_refused_unopened" BEFORE UPDATE OF "state" ON "grant"
  FOR EACH ROW WHEN (OLD."state" = 'asked' AND NEW."state" = 'refused') EXECUTE FUNCTION "grant_refused_unopened"();
