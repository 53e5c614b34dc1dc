-- A topic that asks whether it may post here waits for the operator's yes.
CREATE TABLE "webhook_subscription" (
    "source_id" INTEGER NOT NULL,
    "topic_arn" TEXT NOT NULL,
    "subscribe_url" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_subscription_pkey" PRIMARY KEY ("source_id","topic_arn")
);
