-- Events by time, and by whom or what they were about. Ordinary indexes would take 20 bytes an event each. These hold
-- bounds and Bloom filters of 16 pages at a time, some 4 bytes an event together. Today's pages are searched as they
-- are until they have been summarised.
CREATE INDEX "event_at_idx" ON "event" USING brin ("at") WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX "event_about_idx" ON "event" USING brin (
    "recipient_hash" int8_bloom_ops (n_distinct_per_range = 1000),
    "message_id_hash" int8_bloom_ops (n_distinct_per_range = 1000),
    "queue_id" text_bloom_ops (n_distinct_per_range = 1000)
) WITH (pages_per_range = 16, autosummarize = on);

-- What each transaction recorded, in the order in which it can be told what came after what.
CREATE TABLE "recorded_batch" (
    "source_id" INTEGER NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "origin_id" BIGINT NOT NULL,
    "first_position" BIGINT NOT NULL,
    "last_position" BIGINT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "events" INTEGER NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recorded_batch_pkey" PRIMARY KEY ("source_id","transaction_id","origin_id")
);
CREATE INDEX "recorded_batch_transaction_id_idx" ON "recorded_batch"("transaction_id");

-- Where a batch begins in its stream, to find an event's record in it again.
ALTER TABLE "ingest_batch" ADD COLUMN "position" BIGINT;
