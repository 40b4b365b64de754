-- A doubt that is noticed while another one waits for its confirmation begins a safe mode of its own, which says both;
-- all that wait are confirmed together. No doubt waits twice: each begins with the newest of its doubts.
DROP INDEX "safe_mode_one_at_a_time";
CREATE UNIQUE INDEX "safe_mode_one_of_a_kind" ON "safe_mode" (("sentences" -> 0 ->> 'kind')) WHERE "confirmed_at" IS NULL;
