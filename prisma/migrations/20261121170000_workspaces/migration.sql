-- Sources, rules, channels and what hangs on them belong to a workspace. Who may not see every workspace reads and writes
-- as the role `bounceboard_member`, for whom the policies below hold, the owner of the tables, which the worker and the
-- command line are, is not limited by them. Roles belong to the server and not to a database, so that the role and its
-- privileges are made after the migrations (`lib/store/member-role.ts`) and nothing here names it.

CREATE TABLE "workspace" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "workspace_name_key" ON "workspace"("name");
INSERT INTO "workspace" ("name") VALUES ('Default');

-- The workspaces that a transaction may see. NULL where nobody has said so, and nothing equals that. A setting that was
-- local to an earlier transaction of the connection is empty afterwards.
CREATE FUNCTION workspaces_in_sight() RETURNS int[] LANGUAGE sql STABLE AS
    'SELECT nullif(current_setting(''bounceboard.workspaces'', true), '''')::int[]';

-- Where something new goes: into the first of those, and the default one where none are named.
CREATE FUNCTION workspace_at_hand() RETURNS int LANGUAGE sql STABLE AS
    'SELECT coalesce((workspaces_in_sight())[1], 1)';

ALTER TABLE "source" ADD COLUMN "workspace_id" INTEGER NOT NULL DEFAULT workspace_at_hand();
ALTER TABLE "alert_rule" ADD COLUMN "workspace_id" INTEGER NOT NULL DEFAULT workspace_at_hand();
ALTER TABLE "incident" ADD COLUMN "workspace_id" INTEGER NOT NULL DEFAULT workspace_at_hand();
ALTER TABLE "silence" ADD COLUMN "workspace_id" INTEGER NOT NULL DEFAULT workspace_at_hand();
ALTER TABLE "channel" ADD COLUMN "workspace_id" INTEGER NOT NULL DEFAULT workspace_at_hand();
-- A token of no workspace is good for all of them, an entry of none is told to those who see them all.
ALTER TABLE "api_token" ADD COLUMN "workspace_id" INTEGER DEFAULT (workspaces_in_sight())[1];
ALTER TABLE "audit" ADD COLUMN "workspace_id" INTEGER DEFAULT (workspaces_in_sight())[1];

CREATE INDEX "source_workspace_id_idx" ON "source"("workspace_id");
ALTER TABLE "source" ADD CONSTRAINT "source_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "incident" ADD CONSTRAINT "incident_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "silence" ADD CONSTRAINT "silence_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "channel" ADD CONSTRAINT "channel_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Two workspaces may call their rules and channels alike. A source's name is part of the address that is posted to.
DROP INDEX "alert_rule_name_key";
CREATE UNIQUE INDEX "alert_rule_workspace_id_name_key" ON "alert_rule"("workspace_id", "name");
DROP INDEX "channel_name_key";
CREATE UNIQUE INDEX "channel_workspace_id_name_key" ON "channel"("workspace_id", "name");

-- Who sees which workspaces.
ALTER TABLE "account" ADD COLUMN "all_workspaces" BOOLEAN NOT NULL DEFAULT true;
CREATE TABLE "account_workspace" (
    "account_id" INTEGER NOT NULL,
    "workspace_id" INTEGER NOT NULL,

    CONSTRAINT "account_workspace_pkey" PRIMARY KEY ("account_id", "workspace_id")
);
ALTER TABLE "account_workspace" ADD CONSTRAINT "account_workspace_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "account_workspace" ADD CONSTRAINT "account_workspace_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- Of the account that an invitation makes, NULL is every workspace.
ALTER TABLE "account_link" ADD COLUMN "workspace_id" INTEGER;
ALTER TABLE "account_link" ADD CONSTRAINT "account_link_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Which source has brought events of a label set: label sets are shared, and name domains.
CREATE TABLE "source_label_set" (
    "source_id" INTEGER NOT NULL,
    "label_set_id" INTEGER NOT NULL,

    CONSTRAINT "source_label_set_pkey" PRIMARY KEY ("source_id", "label_set_id")
);
INSERT INTO "source_label_set" SELECT DISTINCT "source_id", "label_set_id" FROM "rollup";
-- The same of the hosts that answered.
CREATE TABLE "source_mx_host" (
    "source_id" INTEGER NOT NULL,
    "mx_host_id" INTEGER NOT NULL,

    CONSTRAINT "source_mx_host_pkey" PRIMARY KEY ("source_id", "mx_host_id")
);
INSERT INTO "source_mx_host" SELECT DISTINCT "source_id", "mx_host_id" FROM "event" WHERE "mx_host_id" IS NOT NULL;

-- Asked once for each statement, and not for each row: that is what the sub-select around it is for.
CREATE FUNCTION sources_in_sight() RETURNS int[] LANGUAGE sql STABLE AS
    'SELECT array_agg(id) FROM source WHERE workspace_id = ANY (workspaces_in_sight())';

-- Limits a table for members: by its `source_id`, else by its `workspace_id`, or by a rule of its own.
-- The engine that applies this file cuts it at every semicolon, so those of the function are written as \x3b.
CREATE FUNCTION limit_to_workspaces(limited regclass, rule text DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS E'
DECLARE
    names text[] := ARRAY(SELECT attname FROM pg_attribute WHERE attrelid = limited AND attnum > 0 AND NOT attisdropped)\x3b
BEGIN
    IF rule IS NULL AND \'source_id\' = ANY (names) THEN
        rule := \'source_id = ANY ((SELECT sources_in_sight())::int[])\'\x3b
    ELSIF rule IS NULL AND \'workspace_id\' = ANY (names) THEN
        rule := \'workspace_id = ANY ((SELECT workspaces_in_sight())::int[])\'\x3b
    ELSIF rule IS NULL THEN
        RAISE EXCEPTION \'% has neither a source nor a workspace to be limited by\', limited\x3b
    END IF\x3b
    EXECUTE format(\'ALTER TABLE %s ENABLE ROW LEVEL SECURITY\', limited)\x3b
    EXECUTE format(\'CREATE POLICY in_sight ON %s USING (%s)\', limited, rule)\x3b
END';

SELECT limit_to_workspaces('source', 'workspace_id = ANY ((SELECT workspaces_in_sight())::int[])');
SELECT limit_to_workspaces('file_generation');
SELECT limit_to_workspaces('ingest_batch');
SELECT limit_to_workspaces('ingest_stream');
SELECT limit_to_workspaces('webhook_subscription');
SELECT limit_to_workspaces('upload');
SELECT limit_to_workspaces('upload_part');
SELECT limit_to_workspaces('event');
SELECT limit_to_workspaces('rollup');
SELECT limit_to_workspaces('unparsed_record');
SELECT limit_to_workspaces('source_gap');
SELECT limit_to_workspaces('source_label_set');
SELECT limit_to_workspaces('source_mx_host');
SELECT limit_to_workspaces('alert_rule');
SELECT limit_to_workspaces('incident');
SELECT limit_to_workspaces('silence');
SELECT limit_to_workspaces('channel');
SELECT limit_to_workspaces('audit');
-- What hangs on a limited row is limited by it.
SELECT limit_to_workspaces('alert_state', 'EXISTS (SELECT FROM alert_rule WHERE id = rule_id)');
SELECT limit_to_workspaces('alert_transition', 'EXISTS (SELECT FROM alert_rule WHERE id = rule_id)');
SELECT limit_to_workspaces('notification_route', 'EXISTS (SELECT FROM channel WHERE id = channel_id)');
SELECT limit_to_workspaces('notification', 'EXISTS (SELECT FROM channel WHERE id = channel_id)');
SELECT limit_to_workspaces('api_token', 'CASE WHEN source_id IS NULL THEN workspace_id = ANY ((SELECT workspaces_in_sight())::int[])
    ELSE source_id = ANY ((SELECT sources_in_sight())::int[]) END');

-- What is shared by all is read alone, and only where a source of the workspace has to do with it.
ALTER TABLE "workspace" ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_sight ON "workspace" FOR SELECT USING (id = ANY ((SELECT workspaces_in_sight())::int[]));
ALTER TABLE "label_set" ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_sight ON "label_set" FOR SELECT USING (EXISTS (
    SELECT FROM source_label_set s WHERE s.label_set_id = label_set.id));
ALTER TABLE "mx_host" ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_sight ON "mx_host" FOR SELECT USING (EXISTS (
    SELECT FROM source_mx_host s WHERE s.mx_host_id = mx_host.id));
-- How many failures of everybody's are judged anew: a policy of nobody's shows nothing.
ALTER TABLE "reclassification" ENABLE ROW LEVEL SECURITY;
