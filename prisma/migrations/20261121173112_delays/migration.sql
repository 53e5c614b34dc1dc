-- Deliveries by provider and by how long they took, in steps of a fourth of a doubling.
CREATE TABLE "delay_rollup" (
    "source_id" INTEGER NOT NULL,
    "bucket_minutes" SMALLINT NOT NULL,
    "bucket_at" TIMESTAMPTZ(3) NOT NULL,
    "provider" TEXT NOT NULL,
    "step" SMALLINT NOT NULL,
    "deliveries" BIGINT NOT NULL,

    CONSTRAINT "delay_rollup_pkey" PRIMARY KEY ("source_id","bucket_minutes","bucket_at","provider","step")
);

-- What is kept of the past is counted at once: as recording counts it from now on.
INSERT INTO "delay_rollup"
SELECT e.source_id, width, date_bin(make_interval(mins => width), e.at, '1970-01-01 00:00:00+00'),
       coalesce(l.provider, 'other'), floor(4 * log(2.0, greatest(e.delay_ms, 1)::numeric))::smallint, count(*)
  FROM "event" e JOIN "label_set" l ON l.id = e.label_set_id, unnest(ARRAY[60, 1440]) AS width
 WHERE l.outcome = 'delivered' AND e.delay_ms IS NOT NULL
 GROUP BY 1, 2, 3, 4, 5;

SELECT limit_to_workspaces('delay_rollup');
