-- Every half minute somebody asks for the few that are to be weighed: an index of those alone, not of the whole list.
CREATE INDEX "suppression_stale_idx" ON "suppression"("workspace_id", "recipient_hash") WHERE "stale";
CREATE INDEX "suppression_unsought_idx" ON "suppression"("workspace_id", "recipient_hash") WHERE NOT "deliveries_known";
CREATE INDEX "suppression_sought_idx" ON "suppression"("deliveries_sought_by") WHERE "deliveries_sought_by" IS NOT NULL;
