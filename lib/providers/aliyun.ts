import type { Provider } from './provider';

export const aliyun: Provider = {
  id: 'aliyun',
  name: 'Alibaba Cloud Mail',
  kind: 'mailbox',
  mxSuffixes: ['.aliyun.com', '.mxhichina.com', '.alibaba.com'],
  domains: ['aliyun.com'],
  postmaster: [],
  rules: [],
};
