-- One sequence numbers file generations and batches, so that an event's origin is either without a second column.
CREATE SEQUENCE "origin_id_seq" AS BIGINT;

-- CreateTable
CREATE TABLE "source" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "format" TEXT NOT NULL DEFAULT 'auto',
    "paths" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "time_zone" TEXT NOT NULL,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "watermark_at" TIMESTAMPTZ(3),

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_generation" (
    "source_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL DEFAULT nextval('origin_id_seq'),
    "path" TEXT NOT NULL,
    "device" BIGINT NOT NULL,
    "inode" BIGINT NOT NULL,
    "birth_ms" BIGINT NOT NULL,
    "head_hash" TEXT NOT NULL,
    "head_bytes" INTEGER NOT NULL,
    "tail_hash" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "reference_at" TIMESTAMPTZ(3) NOT NULL,
    "ends" JSONB NOT NULL DEFAULT '[]',
    "position" BIGINT NOT NULL DEFAULT 0,
    "parser_state" TEXT,
    "size_bytes" BIGINT NOT NULL,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "events" BIGINT NOT NULL DEFAULT 0,
    "context_count" BIGINT NOT NULL DEFAULT 0,
    "ignored_count" BIGINT NOT NULL DEFAULT 0,
    "unparsed_count" BIGINT NOT NULL DEFAULT 0,
    "event_records" BIGINT NOT NULL DEFAULT 0,
    "fault" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "file_generation_pkey" PRIMARY KEY ("source_id","id")
);

-- CreateTable
CREATE TABLE "ingest_batch" (
    "source_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL DEFAULT nextval('origin_id_seq'),
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "idempotency_key" TEXT,
    "format" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'received',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "fault" TEXT,
    "events" BIGINT NOT NULL DEFAULT 0,
    "context_count" BIGINT NOT NULL DEFAULT 0,
    "ignored_count" BIGINT NOT NULL DEFAULT 0,
    "unparsed_count" BIGINT NOT NULL DEFAULT 0,
    "event_records" BIGINT NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "ingest_batch_pkey" PRIMARY KEY ("source_id","id")
);

-- CreateTable
CREATE TABLE "label_set" (
    "id" SERIAL NOT NULL,
    "fingerprint" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "provider" TEXT,
    "destination" TEXT,
    "reply_code" SMALLINT,
    "status_code" TEXT,
    "category" TEXT,
    "bounce_type" TEXT,
    "action" TEXT,
    "enforcement" BOOLEAN NOT NULL,
    "rule" TEXT NOT NULL,
    "sending_domain" TEXT,
    "sending_ip" TEXT,
    "pool" TEXT,
    "campaign" TEXT,
    "customer" TEXT,
    "feedback_type" TEXT,

    CONSTRAINT "label_set_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mx_host" (
    "id" SERIAL NOT NULL,
    "name" TEXT,
    "ip" TEXT,

    CONSTRAINT "mx_host_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "source_id" INTEGER NOT NULL,
    "origin_id" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "label_set_id" INTEGER NOT NULL,
    "mx_host_id" INTEGER,
    "delay_ms" INTEGER,
    "recipient_hash" BIGINT,
    "message_id_hash" BIGINT,
    "recipient" TEXT,
    "queue_id" TEXT,
    "diagnostic" TEXT,

    CONSTRAINT "event_pkey" PRIMARY KEY ("source_id","origin_id","position","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "event_day" (
    "day" DATE NOT NULL,
    "last_written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_day_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "rollup" (
    "source_id" INTEGER NOT NULL,
    "bucket_minutes" SMALLINT NOT NULL,
    "bucket_at" TIMESTAMPTZ(3) NOT NULL,
    "label_set_id" INTEGER NOT NULL,
    "events" BIGINT NOT NULL,

    CONSTRAINT "rollup_pkey" PRIMARY KEY ("source_id","bucket_minutes","bucket_at","label_set_id")
);

-- CreateTable
CREATE TABLE "unparsed_record" (
    "source_id" INTEGER NOT NULL,
    "origin_id" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "unparsed_record_pkey" PRIMARY KEY ("source_id","origin_id","position")
);

-- CreateTable
CREATE TABLE "source_gap" (
    "source_id" INTEGER NOT NULL,
    "origin_id" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,
    "bytes" BIGINT,
    "reason" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_gap_pkey" PRIMARY KEY ("source_id","origin_id","position")
);

-- CreateTable
CREATE TABLE "alert_rule" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_state" (
    "rule_id" INTEGER NOT NULL,
    "series" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "last_true_at" TIMESTAMPTZ(3),
    "numerator" BIGINT NOT NULL,
    "denominator" BIGINT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "evaluated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_state_pkey" PRIMARY KEY ("rule_id","series")
);

-- CreateTable
CREATE TABLE "alert_transition" (
    "id" BIGSERIAL NOT NULL,
    "rule_id" INTEGER NOT NULL,
    "series" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "numerator" BIGINT NOT NULL,
    "denominator" BIGINT NOT NULL,

    CONSTRAINT "alert_transition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "source_name_key" ON "source"("name");

-- CreateIndex
CREATE INDEX "file_generation_source_id_device_inode_idx" ON "file_generation"("source_id", "device", "inode");

-- CreateIndex
CREATE INDEX "file_generation_source_id_head_hash_idx" ON "file_generation"("source_id", "head_hash");

-- CreateIndex
CREATE UNIQUE INDEX "ingest_batch_source_id_idempotency_key_key" ON "ingest_batch"("source_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "label_set_fingerprint_key" ON "label_set"("fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "mx_host_name_ip_key" ON "mx_host"("name", "ip") NULLS NOT DISTINCT;

-- CreateIndex
-- Failures only: they alone carry a diagnostic, and deliveries are most of the rows.
CREATE INDEX "event_label_set_id_at_idx" ON "event"("label_set_id", "at" DESC) WHERE "diagnostic" IS NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "alert_rule_name_key" ON "alert_rule"("name");

-- CreateIndex
CREATE INDEX "alert_transition_at_idx" ON "alert_transition"("at" DESC);

-- AddForeignKey
ALTER TABLE "alert_state" ADD CONSTRAINT "alert_state_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alert_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_transition" ADD CONSTRAINT "alert_transition_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alert_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;
