import { serviceById } from '@/lib/webhooks/services';

/** Settings of a webhook that nobody is asked for: the service itself, and what it does not need. */
export function unaskedSettings(serviceId: string): string[] {
  const service = serviceById(serviceId);
  const needed: readonly string[] = [...(service?.needs ?? []), ...(service?.key ? ['key'] : [])];
  return ['service', ...['key', 'topicArn', 'publicUrl'].filter((name) => !needed.includes(name))];
}

/** What a service calls its key. */
export function serviceLabels(serviceId: string): Record<string, string> {
  const key = serviceById(serviceId)?.key;
  return key ? { key } : {};
}
