import { ADDRESSING } from './addressing';
import { AUTHENTICATION } from './authentication';
import type { Condition } from './condition';
import { CONTENT } from './content';
import { MAILBOX } from './mailbox';
import { POLICY } from './policy';
import { RATE } from './rate';
import { TRANSPORT } from './transport';

const ALL = { ...ADDRESSING, ...MAILBOX, ...TRANSPORT, ...CONTENT, ...AUTHENTICATION, ...POLICY, ...RATE };

export type ConditionName = keyof typeof ALL;

/** Everything that can go wrong, told once; rows say who reports it by which code. */
export const CONDITIONS: Readonly<Record<ConditionName, Condition>> = ALL;
