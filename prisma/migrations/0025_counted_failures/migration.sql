-- What strangers fail at, and what somebody without any role is refused again and again, is counted per minute: neither
-- may fill the log. When its minute is over the worker writes each count as one entry, and forgets the row.

CREATE TABLE "failure_count" (
  "id" BIGSERIAL PRIMARY KEY,
  "minute" TIMESTAMPTZ(6) NOT NULL DEFAULT date_trunc('minute', clock_timestamp()),
  "kind" TEXT NOT NULL,
  "person_id" UUID,
  "count" INTEGER NOT NULL DEFAULT 1,
  "addresses" TEXT[] NOT NULL,
  CONSTRAINT "failure_count_minute" CHECK ("minute" = date_trunc('minute', "minute")),
  CONSTRAINT "failure_count_kind" CHECK ("kind" IN ('sign-in', 'log-token', 'refused')),
  CONSTRAINT "failure_count_person" CHECK (("kind" = 'refused') = ("person_id" IS NOT NULL)),
  CONSTRAINT "failure_count_count" CHECK ("count" > 0),
  CONSTRAINT "failure_count_addresses" CHECK (cardinality("addresses") <= 10),
  CONSTRAINT "failure_count_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "failure_count_key" ON "failure_count" ("minute", "kind", coalesce("person_id", '00000000-0000-0000-0000-000000000000'));

-- Web counts by this alone: it can neither lower a count nor take one away.
CREATE FUNCTION "count_failure"(failed text, person uuid, address text) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO failure_count AS f (kind, person_id, addresses)
  VALUES (failed, person, array_remove(ARRAY[address], NULL))
  ON CONFLICT (minute, kind, coalesce(person_id, '00000000-0000-0000-0000-000000000000')) DO UPDATE
     SET count = least(f.count, 2000000000) + 1,
         addresses = CASE WHEN address IS NULL OR address = ANY (f.addresses) OR cardinality(f.addresses) >= 10
                          THEN f.addresses ELSE f.addresses || address END
$$;
REVOKE EXECUTE ON FUNCTION "count_failure"(text, uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "count_failure"(text, uuid, text) TO sallyport_web;
GRANT SELECT ON "failure_count" TO sallyport_web, sallyport_worker;
GRANT DELETE ON "failure_count" TO sallyport_worker;
