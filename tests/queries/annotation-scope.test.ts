import { describe, expect, test } from 'vitest';
import { concerns } from '@/lib/queries/annotation-scope';
import { readFilters } from '@/lib/queries/filter';

const page = (filter = '', about: { provider?: string; code?: string } = {}) => ({
  provider: about.provider ?? null,
  code: about.code ?? null,
  filters: readFilters(filter),
});

describe('an annotation concerns a page', () => {
  test.each([
    ['', page(), 'what names nothing concerns all'],
    ['', page('provider:gmail'), 'of all mail, on a page of some'],
    ['provider:gmail', page(), 'of some mail, on a page of all'],
    ['provider:gmail', page('provider:gmail'), 'of the same'],
    ['provider:gmail', page('', { provider: 'gmail' }), 'of what the page is about by its address'],
    ['provider:gmail', page('sending-domain:news.example.com'), 'of another dimension'],
    ['provider:gmail,provider:yahoo', page('provider:yahoo,provider:apple'), 'of one in common'],
    ['provider:gmail', page('-provider:yahoo'), 'of what is not excluded'],
    ['-provider:gmail', page('provider:yahoo'), 'of all but another'],
    ['nonsense', page('provider:gmail'), 'what is no filter names nothing'],
  ])('%s', (scope, shown) => expect(concerns(scope, shown)).toBe(true));
});

describe('an annotation does not concern a page', () => {
  test.each([
    ['provider:gmail', page('provider:yahoo'), 'of another provider'],
    ['provider:gmail', page('', { provider: 'yahoo' }), 'of another by its address'],
    ['code:5.7.26', page('', { code: '5.1.1' }), 'of another code'],
    ['provider:gmail', page('-provider:gmail'), 'of what is excluded'],
    ['-provider:gmail', page('provider:gmail'), 'of all but this'],
    ['provider:gmail,sending-domain:a.example', page('sending-domain:b.example'), 'where all must hold'],
  ])('%s', (scope, shown) => expect(concerns(scope, shown)).toBe(false));
});
