/** How often the page asks again while somebody looks: by what the URL says. */
export const REFRESH_CHOICES = [
  { id: '10s', title: '10 s', seconds: 10 },
  { id: '', title: '30 s', seconds: 30 },
  { id: '1m', title: '1 min', seconds: 60 },
  { id: '5m', title: '5 min', seconds: 300 },
  { id: 'off', title: 'Never', seconds: null },
] as const;

export const refreshSeconds = (chosen: string | null): number | null => {
  const choice = REFRESH_CHOICES.find(({ id }) => id === chosen);
  return choice ? choice.seconds : 30;
};
