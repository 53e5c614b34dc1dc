import { expect, it } from 'vitest';
import { suppressionQuestionOf } from '@/app/_panels/suppression-question';

it('keeps the range of the page and what it is narrowed to', () => {
  const { href, rowHref } = suppressionQuestionOf({
    range: '7d',
    filter: 'provider:gmail',
    state: 'reinstated',
    domain: 'example.com',
    after: 'nowhere',
  });
  const kept = 'range=7d&filter=provider%3Agmail';
  expect(href({})).toBe(`/suppressions?state=reinstated&domain=example.com&${kept}`);
  expect(href({ state: 'suppressed', domain: null })).toBe(`/suppressions?${kept}`);
  expect(rowHref({ at: new Date(0), workspaceId: 1, recipientHash: 255n })).toMatch(
    /^\/suppressions\/[^?]+\?range=7d&filter=provider%3Agmail$/,
  );
  expect(href({ state: 'any', reason: null, domain: null })).toBe(`/suppressions?state=any&${kept}`);
  expect(suppressionQuestionOf({}).href({})).toBe('/suppressions');
});
