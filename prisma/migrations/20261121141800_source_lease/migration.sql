-- AlterTable
ALTER TABLE "source" ADD COLUMN     "lease_owner" TEXT,
ADD COLUMN     "lease_until" TIMESTAMPTZ(3),
ADD COLUMN     "position" JSONB;
