/** What imapflow and the connection below it add to an error. */
interface ImapError extends Error {
  code?: string;
  authenticationFailed?: boolean;
  responseText?: string;
  mailboxMissing?: boolean;
}

interface Mailbox {
  host: string;
  port: number;
  user: string;
  folder: string;
}

export const isLoginRefused = (error: ImapError): boolean => error.authenticationFailed === true;

const UNREACHABLE: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'its name cannot be resolved now',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it ended the connection',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  CONNECT_TIMEOUT: 'it does not answer',
  GREETING_TIMEOUT: 'it does not greet: is it an IMAP server, and the encryption right?',
};

/** Why a mailbox cannot be read, for the operator who has to do something about it. */
export function imapFault(error: ImapError, { host, port, user, folder }: Mailbox): string {
  const place = `${host}:${port}`;
  const said = error.responseText ? `: "${error.responseText}"` : '';
  if (isLoginRefused(error))
    return `${place} refuses the login of ${user}${said}; check user and password, and whether it wants one for apps`;
  if (error.mailboxMissing) return `${place} does not open the folder ${folder} for ${user}${said}`;
  const why = UNREACHABLE[error.code ?? ''];
  if (why) return `${place} cannot be reached: ${why}`;
  if (/certificate|self[- ]signed/i.test(error.message))
    return `the certificate of ${place} cannot be trusted: ${error.message}`;
  return `${place}: ${error.message}${said}`;
}
