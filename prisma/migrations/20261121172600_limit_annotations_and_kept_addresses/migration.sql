SELECT limit_to_workspaces('kept_address');

ALTER TABLE "annotation" ADD COLUMN "workspace_id" INTEGER NOT NULL DEFAULT workspace_at_hand();
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT limit_to_workspaces('annotation');
