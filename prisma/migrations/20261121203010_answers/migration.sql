-- Label sets tell senders apart, and there are thousands of them, while what was answered is some hundreds of things. What does not
-- ask who sent is counted by answer as well: a month of hours is read in a moment, however many senders there are.
ALTER TABLE "label_set" ADD COLUMN "answer_id" INTEGER;

-- The first 128 bits of SHA-256 over the labels of the answer, as `lib/store/label-sets.ts` takes it.
CREATE FUNCTION answer_fingerprint(labels label_set) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT left(encode(sha256(convert_to('[' || concat_ws(',', coalesce(to_json(labels.outcome)::text, 'null'), coalesce(to_json(labels.provider)::text, 'null'), 'null', coalesce(to_json(labels.reply_code)::text, 'null'), coalesce(to_json(labels.status_code)::text, 'null'), coalesce(to_json(labels.category)::text, 'null'), coalesce(to_json(labels.bounce_type)::text, 'null'), coalesce(to_json(labels.action)::text, 'null'), coalesce(to_json(labels.enforcement)::text, 'null'), coalesce(to_json(labels.rule)::text, 'null'), 'null', 'null', 'null', 'null', 'null', 'null') || ']', 'UTF8')), 'hex'), 32)::uuid
$$;

INSERT INTO "label_set" (fingerprint, outcome, provider, reply_code, status_code, category, bounce_type, action, enforcement, rule)
SELECT DISTINCT ON (1) answer_fingerprint(l), l.outcome, l.provider, l.reply_code, l.status_code, l.category, l.bounce_type, l.action, l.enforcement, l.rule FROM "label_set" l ORDER BY 1
ON CONFLICT (fingerprint) DO NOTHING;
UPDATE "label_set" l SET answer_id = a.id FROM "label_set" a WHERE a.fingerprint = answer_fingerprint(l) AND a.id <> l.id;
DROP FUNCTION answer_fingerprint(label_set);

INSERT INTO "source_label_set"
SELECT DISTINCT s.source_id, l.answer_id FROM "source_label_set" s JOIN "label_set" l ON l.id = s.label_set_id
 WHERE l.answer_id IS NOT NULL
ON CONFLICT DO NOTHING;

CREATE TABLE "answer_rollup" (
    "source_id" INTEGER NOT NULL,
    "bucket_minutes" SMALLINT NOT NULL,
    "bucket_at" TIMESTAMPTZ(3) NOT NULL,
    "label_set_id" INTEGER NOT NULL,
    "events" BIGINT NOT NULL
);
INSERT INTO "answer_rollup"
SELECT r.source_id, r.bucket_minutes, r.bucket_at, coalesce(l.answer_id, l.id), sum(r.events)
  FROM "rollup" r JOIN "label_set" l ON l.id = r.label_set_id
 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4;
ALTER TABLE "answer_rollup" ADD CONSTRAINT "answer_rollup_pkey" PRIMARY KEY ("source_id","bucket_minutes","bucket_at","label_set_id");

SELECT limit_to_workspaces('answer_rollup');
