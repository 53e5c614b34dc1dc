import { describe, expect, test } from 'vitest';
import {
  EXPORT_FORMATS,
  type Exported,
  exportFormatById,
  exportLine,
} from '@/lib/suppression/export-formats';

const DEAD: Exported = {
  ...{ address: 'ana@example.net', reason: 'dead-mailbox', since: new Date('2026-03-01T10:07:09Z') },
  ...{ replyCode: 550, statusCode: '5.1.1', diagnostic: '550 5.1.1 <a***@example.net>: "User", unknown' },
};
const COMPLAINT: Exported = {
  ...DEAD,
  reason: 'complaint',
  replyCode: null,
  statusCode: null,
  diagnostic: '',
};

describe('a file for', () => {
  test.each<[string, string, string, string]>([
    [
      'csv',
      'email,reason,since,reply_code,status_code,diagnostic',
      'ana@example.net,dead-mailbox,2026-03-01T10:07:09.000Z,550,5.1.1,"550 5.1.1 <a***@example.net>: ""User"", unknown"',
      'ana@example.net,complaint,2026-03-01T10:07:09.000Z,,,',
    ],
    ['ses', '', 'ana@example.net,BOUNCE', 'ana@example.net,COMPLAINT'],
    ['sendgrid', 'email', 'ana@example.net', 'ana@example.net'],
    [
      'mailgun',
      'address,code,error,created_at',
      'ana@example.net,550,"550 5.1.1 <a***@example.net>: ""User"", unknown","Sun, 01 Mar 2026 10:07:09 +0000"',
      'ana@example.net,550,,"Sun, 01 Mar 2026 10:07:09 +0000"',
    ],
    ['postmark', 'EmailAddress', 'ana@example.net', 'ana@example.net'],
    [
      'sparkpost',
      'recipient,type,description',
      'ana@example.net,transactional,dead-mailbox',
      'ana@example.net,non_transactional,complaint',
    ],
    ['brevo', 'EMAIL', 'ana@example.net', 'ana@example.net'],
    ['mandrill', 'email,comment', 'ana@example.net,dead-mailbox', 'ana@example.net,complaint'],
  ])('%s', (id, header, dead, complaint) => {
    const format = exportFormatById(id)!;
    const lines = [exportLine(format, null), exportLine(format, DEAD), exportLine(format, COMPLAINT)];
    expect(lines).toEqual([header && `${header}\r\n`, `${dead}\r\n`, `${complaint}\r\n`]);
  });

  test('every service is in the table above, and nobody’s cell is a formula', () => {
    expect(EXPORT_FORMATS).toHaveLength(8);
    const evil = { ...DEAD, address: '=cmd|x@example.net', diagnostic: '@SUM(1+1)' };
    for (const format of EXPORT_FORMATS)
      for (const cell of exportLine(format, evil).split(','))
        expect(cell, format.id).not.toMatch(/^"?[=+@-]/);
  });
});
