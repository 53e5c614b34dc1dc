-- AlterTable
ALTER TABLE "notification" ADD COLUMN "lease_until" TIMESTAMPTZ(3),
ADD COLUMN "notice" JSONB,
ADD COLUMN "answer" TEXT;

-- CreateIndex
CREATE INDEX "notification_incident_id_channel_id_idx" ON "notification"("incident_id", "channel_id");
