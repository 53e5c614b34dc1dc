-- CreateTable
CREATE TABLE "upload" (
    "source_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL DEFAULT nextval('origin_id_seq'),
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "received_bytes" BIGINT NOT NULL DEFAULT 0,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'arriving',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "fault" TEXT,
    "generation_id" BIGINT,
    "known_bytes" BIGINT NOT NULL DEFAULT 0,
    "outcomes" JSONB NOT NULL DEFAULT '{}',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "touched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "upload_pkey" PRIMARY KEY ("source_id","id")
);

-- CreateIndex
CREATE INDEX "upload_state_touched_at_idx" ON "upload"("state", "touched_at");

-- CreateTable
CREATE TABLE "upload_part" (
    "source_id" INTEGER NOT NULL,
    "upload_id" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "upload_part_pkey" PRIMARY KEY ("source_id","upload_id","position")
);

-- Most of what is uploaded is compressed already, and the rest stays for seconds: packing it again is work for nothing.
ALTER TABLE "upload_part" ALTER COLUMN "content" SET STORAGE EXTERNAL;
