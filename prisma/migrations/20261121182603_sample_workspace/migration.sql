-- A workspace of mail that was made up, for a look around.
ALTER TABLE "workspace" ADD COLUMN "is_sample" BOOLEAN NOT NULL DEFAULT false;
