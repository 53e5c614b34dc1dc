-- The key that recipients are hashed with is there before anybody asks: whoever is limited to a workspace may not make it.
-- Two random UUIDs: 244 bits of PostgreSQL's own cryptographic source.
INSERT INTO "setting" ("key", "value")
VALUES ('address-key', to_jsonb(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')))
ON CONFLICT ("key") DO NOTHING;

-- Of what was rewritten since it came, the hash of the bytes as they came: the same sent again is still the same.
ALTER TABLE "ingest_batch" ADD COLUMN "sent_hash" BYTEA;

-- Whoever holds a secret link was shown what there was when it was made: where a second workspace came after it, only the
-- first was.
UPDATE "share_link" SET "shows_all" = false, "workspaces" = '{1}'
 WHERE "shows_all" AND "created_at" < (
   SELECT min("created_at") FROM "workspace" WHERE "id" <> 1 AND NOT "is_sample"
 );
