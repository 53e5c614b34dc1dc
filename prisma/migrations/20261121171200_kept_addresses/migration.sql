-- CreateTable
CREATE TABLE "kept_address" (
    "source_id" INTEGER NOT NULL,
    "recipient_hash" BIGINT NOT NULL,
    "sealed" TEXT NOT NULL,
    "seen_on" DATE NOT NULL DEFAULT CURRENT_DATE,

    CONSTRAINT "kept_address_pkey" PRIMARY KEY ("source_id","recipient_hash")
);

-- CreateIndex
CREATE INDEX "kept_address_seen_on_idx" ON "kept_address"("seen_on");
