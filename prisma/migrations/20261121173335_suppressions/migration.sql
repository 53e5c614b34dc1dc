-- Events that speak against an address.
CREATE TABLE "recipient_fault" (
    "source_id" INTEGER NOT NULL,
    "origin_id" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recipient_hash" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "label_set_id" INTEGER NOT NULL,
    "message_id_hash" BIGINT,
    "recipient" TEXT NOT NULL,
    "diagnostic" TEXT,
    "address" TEXT,
    "weighed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "recipient_fault_pkey" PRIMARY KEY ("source_id","origin_id","position","at")
);
CREATE INDEX "recipient_fault_recipient_hash_idx" ON "recipient_fault"("recipient_hash");
-- The few that came since the last look.
CREATE INDEX "recipient_fault_weighed_idx" ON "recipient_fault"("weighed") WHERE NOT "weighed";

-- What they come to.
CREATE TABLE "suppression" (
    "workspace_id" INTEGER NOT NULL DEFAULT workspace_at_hand(),
    "recipient_hash" BIGINT NOT NULL,
    "recipient" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "address" TEXT,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "since" TIMESTAMPTZ(3),
    "faults" INTEGER NOT NULL DEFAULT 0,
    "last_fault_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "decided_source_id" INTEGER,
    "decided_origin_id" BIGINT,
    "decided_position" BIGINT,
    "decided_at" TIMESTAMPTZ(3),
    "decided_label_set_id" INTEGER,
    "diagnostic" TEXT,
    "hand" TEXT,
    "hand_at" TIMESTAMPTZ(3),
    "hand_by" TEXT,
    "hand_note" TEXT,
    "deliveries_known" BOOLEAN NOT NULL DEFAULT false,
    "deliveries_sought_by" TEXT,
    "first_fault_at" TIMESTAMPTZ(3),
    "stale" BOOLEAN NOT NULL DEFAULT false,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppression_pkey" PRIMARY KEY ("workspace_id","recipient_hash")
);
CREATE INDEX "suppression_workspace_id_state_since_recipient_hash_idx"
    ON "suppression"("workspace_id", "state", "since" DESC, "recipient_hash");
CREATE INDEX "suppression_recipient_hash_idx" ON "suppression"("recipient_hash");
CREATE INDEX "suppression_workspace_id_domain_idx" ON "suppression"("workspace_id", "domain");

CREATE TABLE "suppression_change" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL DEFAULT workspace_at_hand(),
    "recipient_hash" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "by" TEXT,
    "note" TEXT,

    CONSTRAINT "suppression_change_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "suppression_change_workspace_id_recipient_hash_id_idx"
    ON "suppression_change"("workspace_id", "recipient_hash", "id");

ALTER TABLE "suppression" ADD CONSTRAINT "suppression_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "suppression_change" ADD CONSTRAINT "suppression_change_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT limit_to_workspaces('recipient_fault');
SELECT limit_to_workspaces('suppression');
SELECT limit_to_workspaces('suppression_change');
