-- How many events there were is in the rollups.
ALTER TABLE "recorded_batch" DROP COLUMN "events";
