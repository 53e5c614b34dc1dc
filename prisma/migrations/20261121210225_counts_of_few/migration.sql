-- Whoever asks for few label sets, one sending domain for example, goes to them: the key would lead through all that was
-- counted within the range. Of the narrowest width a range holds little, and most of the rows are of it.
CREATE INDEX "rollup_label_set_id_bucket_minutes_bucket_at_idx" ON "rollup" ("label_set_id", "bucket_minutes", "bucket_at")
 WHERE "bucket_minutes" >= 60;

-- Delays are asked for of one provider, over a long time.
ALTER TABLE "delay_rollup" DROP CONSTRAINT "delay_rollup_pkey";
ALTER TABLE "delay_rollup" ADD CONSTRAINT "delay_rollup_pkey" PRIMARY KEY ("source_id", "bucket_minutes", "provider", "bucket_at", "step");
