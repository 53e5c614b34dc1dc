import type { Provider } from './provider';

export const daum: Provider = {
  id: 'daum',
  name: 'Daum and Kakao',
  kind: 'mailbox',
  mxSuffixes: ['.daum.net', '.hanmail.net', '.kakao.com'],
  domains: ['daum.net', 'hanmail.net', 'kakao.com'],
  postmaster: [{ title: 'Kakao CS', url: 'https://cs.kakao.com/' }],
  rules: [],
};
