import { Gauge, type Registry } from 'prom-client';
import type { Db } from '@/lib/db';
import { latestCountsAudit } from '@/lib/store/counts-audit';

/** What the last audit of the counts found; before the first one there is nothing to tell. */
export function addAuditMetrics(registry: Registry, db: Db): void {
  new Gauge({
    name: 'bounceboard_counts_audit_differences',
    help: 'Counts that did not agree with the events when they were last held against them',
    registers: [registry],
    async collect() {
      const audit = await latestCountsAudit(db);
      this.remove();
      if (audit) this.set(audit.differences);
    },
  });
  new Gauge({
    name: 'bounceboard_counts_audit_finished_timestamp_seconds',
    help: 'When that was',
    registers: [registry],
    async collect() {
      const audit = await latestCountsAudit(db);
      this.remove();
      if (audit) this.set(Date.parse(audit.finishedAt) / 1000);
    },
  });
}
