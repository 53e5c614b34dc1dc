-- What a followed name last meant is asked for by the name, also when its file has been rotated away since.
ALTER TABLE "file_generation" ADD COLUMN "name" TEXT NOT NULL DEFAULT '';
UPDATE "file_generation" SET "name" = "path";
CREATE INDEX "file_generation_source_id_name_idx" ON "file_generation" ("source_id", "name");
