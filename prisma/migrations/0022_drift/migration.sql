-- Rules of stacks' groups that changed on EC2 without Sallyport (decision 0912).

CREATE TABLE "drift" (
  "id" BIGSERIAL NOT NULL,
  "scope_id" UUID NOT NULL,
  "stack_id" UUID NOT NULL,
  "group_id" TEXT NOT NULL,
  "rule_key" TEXT NOT NULL,
  "change" TEXT NOT NULL,
  "after_at" TIMESTAMPTZ(6) NOT NULL,
  "found_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "drift_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "drift_change" CHECK ("change" IN ('appeared', 'gone')),
  CONSTRAINT "drift_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "drift_stack_id_fkey" FOREIGN KEY ("stack_id") REFERENCES "stack" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "drift_stack_id_found_at_idx" ON "drift" ("stack_id", "found_at" DESC);

-- Up to which state of a scope its changes have been judged, and when the look began that told it.
CREATE TABLE "drift_judged" (
  "scope_id" UUID NOT NULL,
  "until_at" TIMESTAMPTZ(6) NOT NULL,
  "look_began_at" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "drift_judged_pkey" PRIMARY KEY ("scope_id"),
  CONSTRAINT "drift_judged_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

GRANT SELECT ON "drift", "drift_judged" TO sallyport_web, sallyport_worker;
GRANT INSERT ON "drift" TO sallyport_worker;
GRANT INSERT, UPDATE ("until_at", "look_began_at") ON "drift_judged" TO sallyport_worker;
GRANT USAGE ON SEQUENCE "drift_id_seq" TO sallyport_worker;
