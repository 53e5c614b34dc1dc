-- A bounce by its message and recipient, to tell the report of one from the log of it.
ALTER TABLE "event" ADD COLUMN "bounce_key" BIGINT;
CREATE INDEX "event_bounce_key_idx" ON "event"("bounce_key") WHERE "bounce_key" IS NOT NULL;

-- Bounces that a report told of.
CREATE TABLE "reported_bounce" (
    "bounce_key" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reported_bounce_pkey" PRIMARY KEY ("bounce_key","at")
);

-- Events that their senders gave an id.
CREATE TABLE "known_event" (
    "id_hash" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "known_event_pkey" PRIMARY KEY ("id_hash")
);
CREATE INDEX "known_event_recorded_at_idx" ON "known_event"("recorded_at");
CREATE INDEX "reported_bounce_recorded_at_idx" ON "reported_bounce"("recorded_at");
