-- Batches of one source and format are one stream, and are read in order.
CREATE TABLE "ingest_stream" (
    "source_id" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "position" BIGINT NOT NULL DEFAULT 0,
    "parser_state" TEXT,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ingest_stream_pkey" PRIMARY KEY ("source_id","format")
);

-- Of those that wait: the next of a stream, and how much there is.
CREATE INDEX "ingest_batch_source_id_format_id_idx" ON "ingest_batch"("source_id", "format", "id") WHERE "state" = 'received';
