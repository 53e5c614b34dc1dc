import type { Actor } from '@/lib/store/audit';

export const OPERATOR: Actor = { id: null, name: 'olga', address: '192.0.2.7' };
export const ADMINISTRATOR: Actor = { id: null, name: 'ada', address: '192.0.2.8' };
