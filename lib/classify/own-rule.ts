import { RE2JS } from 're2js';
import { z } from 'zod';
import { ACTIONS, BOUNCE_TYPES, CATEGORIES } from '@/lib/mail/category';
import { parseStatusCodePattern } from '@/lib/mail/status-code';
import { PROVIDERS } from '@/lib/providers';

const MAX_NAME = 120;
const MAX_NOTE = 2000;
const MAX_PATTERN = 500;
/** Instructions of a compiled pattern: each character of a text may cost as many steps. */
const MAX_PROGRAM = 2000;
const MAX_CODES = 50;

/** Only a dead or disabled mailbox is given up; anything else is about the sender, the message or the moment. */
const GIVEN_UP = new Set<string>(['invalid-address', 'mailbox-disabled']);

/** Runs in linear time whatever somebody writes: the engine is RE2's. @throws RE2JSException with what is wrong. */
export const compilePattern = (pattern: string): RE2JS =>
  RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL);

const Pattern = z
  .string()
  .trim()
  .max(MAX_PATTERN, `a pattern has ${MAX_PATTERN} characters at most`)
  .superRefine((pattern, context) => {
    const fault = pattern === '' ? null : faultOf(pattern);
    if (fault) context.addIssue({ code: 'custom', message: fault });
  })
  .transform((pattern) => pattern || null);

function faultOf(pattern: string): string | null {
  try {
    const compiled = compilePattern(pattern);
    if (compiled.test('')) return 'this pattern matches every text';
    return compiled.programSize() > MAX_PROGRAM ? 'this pattern is too large: use smaller counts' : null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** As they stand in an SMTP line, `X.1.1` for either class, `5.7.606-649` for a range. */
const Codes = z
  .string()
  .transform((text) => text.split(/[\s,;]+/).filter(Boolean))
  .superRefine((codes, context) => {
    if (codes.length > MAX_CODES) context.addIssue({ code: 'custom', message: `${MAX_CODES} codes at most` });
    for (const code of codes) {
      if (!isCode(code)) context.addIssue({ code: 'custom', message: `"${code}" is neither 550 nor 5.1.1` });
    }
  });

function isCode(code: string): boolean {
  if (!code.includes('.')) return /^[45]\d\d$/.test(code);
  try {
    return parseStatusCodePattern(code).class !== 2;
  } catch {
    return false; // What the parser throws for is what is asked here.
  }
}

/** `null` where nothing was chosen. */
const choiceOf = <Choice extends string>(choices: readonly [Choice, ...Choice[]]) =>
  z.union([z.literal('').transform(() => null), z.enum(choices)]);

/** What somebody filled in. */
export const OwnRuleForm = z
  .object({
    name: z.string().trim().min(1, 'give it a name').max(MAX_NAME, 'a shorter name, please'),
    pattern: Pattern,
    codes: Codes,
    provider: choiceOf(PROVIDERS.map(({ id }) => id) as [string, ...string[]]),
    category: z.enum(CATEGORIES),
    action: z.enum(ACTIONS),
    bounceType: choiceOf(BOUNCE_TYPES),
    note: z.string().trim().max(MAX_NOTE),
  })
  .transform(({ codes, ...rule }) => ({
    ...rule,
    replyCodes: codes.filter((code) => !code.includes('.')).map(Number),
    statusCodes: codes.filter((code) => code.includes('.')),
  }))
  .superRefine((rule, context) => {
    if (rule.pattern === null && rule.replyCodes.length + rule.statusCodes.length === 0) {
      context.addIssue({ code: 'custom', path: ['pattern'], message: 'name a pattern, a code, or both' });
    }
    if (rule.action === 'suppress' && !GIVEN_UP.has(rule.category)) {
      const message = 'only a dead address or a disabled mailbox may be suppressed';
      context.addIssue({ code: 'custom', path: ['action'], message });
    }
  });

/** A rule before it is kept. */
export type OwnRuleDraft = z.output<typeof OwnRuleForm>;

/** A rule that an operator wrote, for responses that the dictionary does not know or that mean something else here. */
export type OwnRule = Omit<OwnRuleDraft, 'name' | 'note'> & { id: number };
