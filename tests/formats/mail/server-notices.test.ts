import { describe } from 'vitest';
import { MORE_SERVER_NOTICES } from './more-server-notices';
import { PROVIDER_NOTICES } from './provider-notices';
import { SERVER_NOTICES } from './server-notices';
import { testNotices } from './test-notices';
import { TRANSLATED_NOTICES } from './translated-notices';

describe('notices to people', () => testNotices(SERVER_NOTICES));
describe('rarer notices of servers', () => testNotices(MORE_SERVER_NOTICES));
describe('notices of mailbox providers', () => testNotices(PROVIDER_NOTICES));
describe('notices in other languages', () => testNotices(TRANSLATED_NOTICES));
