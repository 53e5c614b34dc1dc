-- Days whose events were dropped by retention: late records may bring such a day back, and its counts then count more
-- than its events. Of the days dropped so far only those are known that nothing came back to.
CREATE TABLE "dropped_day" (
    "day" DATE NOT NULL,

    CONSTRAINT "dropped_day_pkey" PRIMARY KEY ("day")
);
INSERT INTO "dropped_day"
SELECT DISTINCT ("bucket_at" AT TIME ZONE 'UTC')::date FROM "rollup"
 WHERE "bucket_minutes" = 1440
   AND NOT EXISTS (SELECT FROM "event_day" d WHERE d."day" = ("bucket_at" AT TIME ZONE 'UTC')::date);
