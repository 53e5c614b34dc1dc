/** A store of several servers does not answer these yet; docs/scale.md says what is not shown there. */
export const NOT_THERE: Record<string, string> = {
  'answers-over-time': 'charts of the overview',
  'data-extent': 'the range of all there is',
  'event-page': 'events of a long range that are not looked for by recipient, message or queue id',
  'first-refusal': 'since when a code is refused',
  'kept-since': 'since when each kind is kept',
  'newest-diagnostics': 'the newest refusals of a provider, a code or the enforcement page',
  'newest-failures': 'the groups of what is unclassified',
  'newest-of-destinations': 'the last words of small hosts',
  'refusals-over-time': 'charts of enforcement',
  'requirement-counts': 'the table of enforcement',
  'source-coverage': 'stretches of a range in which a source was silent',
  'tallies-by-provider-over-time': 'charts of providers',
};
