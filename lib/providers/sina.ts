import type { Provider } from './provider';

export const sina: Provider = {
  id: 'sina',
  name: 'Sina',
  kind: 'mailbox',
  mxSuffixes: ['.sina.com.cn', '.sina.com', '.sina.net'],
  domains: ['sina.com', 'sina.cn', 'vip.sina.com'],
  postmaster: [],
  rules: [],
};
