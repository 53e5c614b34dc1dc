-- AlterTable
ALTER TABLE "alert_transition" ADD COLUMN "muted_by" TEXT;

-- AlterTable
ALTER TABLE "incident" ADD COLUMN "evidence" JSONB,
ADD COLUMN "muted_by" TEXT,
ADD COLUMN "told_severity" TEXT;

-- CreateIndex
CREATE INDEX "alert_state_incident_id_idx" ON "alert_state"("incident_id");

-- CreateIndex
CREATE INDEX "alert_transition_rule_id_idx" ON "alert_transition"("rule_id");
