import type { Provider } from './provider';

export const vodafoneDe: Provider = {
  id: 'vodafone-de',
  name: 'Vodafone Germany',
  kind: 'mailbox',
  mxSuffixes: ['.vodafone.de', '.vodafonemail.de', '.arcor.de', '.kabelmail.de'],
  domains: ['vodafone.de', 'vodafonemail.de', 'arcor.de', 'kabelmail.de', 'unitybox.de'],
  postmaster: [],
  rules: [],
};
