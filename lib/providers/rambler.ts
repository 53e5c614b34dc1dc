import type { Provider } from './provider';

export const rambler: Provider = {
  id: 'rambler',
  name: 'Rambler',
  kind: 'mailbox',
  mxSuffixes: ['.rambler.ru'],
  domains: ['rambler.ru', 'lenta.ru', 'autorambler.ru', 'myrambler.ru', 'ro.ru'],
  postmaster: [{ title: 'Rambler help', url: 'https://help.rambler.ru/mail/' }],
  rules: [],
};
