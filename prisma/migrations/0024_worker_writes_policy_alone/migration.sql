-- The worker writes an approved policy; every other setting is for the web, which asks who may.
CREATE FUNCTION "worker_writes_policy_alone"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the worker writes no setting but the policy' USING ERRCODE = 'check_violation',
    CONSTRAINT = 'worker_writes_policy_alone';
END $$;
CREATE TRIGGER "worker_writes_policy_alone" BEFORE INSERT OR UPDATE ON "setting"
  FOR EACH ROW WHEN (current_user = 'sallyport_worker' AND NEW."key" <> 'policy')
  EXECUTE FUNCTION "worker_writes_policy_alone"();
