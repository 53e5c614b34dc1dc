-- CreateTable
CREATE TABLE "own_rule" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "pattern" TEXT,
    "reply_codes" INTEGER[],
    "status_codes" TEXT[],
    "provider" TEXT,
    "category" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "bounce_type" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "own_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reclassification" (
    "id" SERIAL NOT NULL,
    "own_rule_id" INTEGER,
    "state" TEXT NOT NULL DEFAULT 'running',
    "scanned" BIGINT NOT NULL DEFAULT 0,
    "changed" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT NOT NULL DEFAULT 0,
    "source_id" INTEGER NOT NULL DEFAULT 0,
    "origin_id" BIGINT NOT NULL DEFAULT 0,
    "position" BIGINT NOT NULL DEFAULT -1,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00+00',
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "reclassification_pkey" PRIMARY KEY ("id")
);
