import type { Provider } from './provider';

export const centurylink: Provider = {
  id: 'centurylink',
  name: 'CenturyLink',
  kind: 'mailbox',
  mxSuffixes: ['.centurylink.net', '.centurylink.synacor.com'],
  domains: ['centurylink.net', 'centurytel.net', 'embarqmail.com', 'q.com', 'qwest.net'],
  postmaster: [],
  rules: [],
};
