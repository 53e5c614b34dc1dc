-- With the time in it: by its correlation the planner sees that a hash leads to a few pages, where by the hash's own, which
-- has none, it would take all of them for needed and read the day instead.
DROP INDEX "event_about_idx";
CREATE INDEX "event_about_idx" ON "event" USING brin (
    "at",
    "recipient_hash" int8_bloom_ops (n_distinct_per_range = 1000),
    "message_id_hash" int8_bloom_ops (n_distinct_per_range = 1000),
    "queue_id" text_bloom_ops (n_distinct_per_range = 1000)
) WITH (pages_per_range = 16, autosummarize = on);
