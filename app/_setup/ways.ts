/** What a way is set up with, once its source is there. */
export interface Made {
  /** The source's. */
  name: string;
  /** Where the dashboard is reached, e.g. `https://board.example.com`. */
  address: string;
  /** Shown once; null where the way needs none. */
  token: string | null;
  log: string;
  format: string;
  settings: Record<string, unknown>;
}

/** What is to be done on the sender's side. */
export interface Step {
  title: string;
  /** To be copied as it is. */
  code: string | null;
}

export interface Way {
  title: string;
  summary: string;
  /** A file of `lib/source-kinds`. */
  kind: string;
  steps: (made: Made) => Step[];
  /** What to look at where nothing comes, the likeliest first. */
  checks: readonly string[];
}

/** `docs/push/follow-file.sh`, as it is served. */
const SCRIPT = '/push/follow-file.sh';

const ingest = ({ address, name }: Made): string => `${address}/api/v1/ingest/${name}`;

const PUSHED = [
  'Does the machine reach this address? Try the first command of the page from there.',
  'Is the token whole? It begins with bb_ and is shown here once; the page of the source makes new ones.',
  'Is the log written to at all? Send yourself a mail.',
];

/** How what a sender writes gets here. */
export const WAYS = {
  follow: {
    title: 'Follow its files',
    summary: 'They lie on the machine on which the worker runs, or are mounted there.',
    kind: 'file',
    steps: ({ settings }) => [
      {
        title: 'The user that the worker runs as has to be allowed to read them',
        code: permission(settings),
      },
      {
        title: 'Nothing else is to be done: rotation, truncation and compression are followed',
        code: null,
      },
    ],
    checks: [
      'May the worker read the file? On Debian and Ubuntu its user belongs into the group adm.',
      'Does the pattern match? In Docker, files lie under /logs.',
      'Is the worker running? Its log says what it follows.',
    ],
  },
  syslog: {
    title: 'Syslog',
    summary: 'rsyslog or syslog-ng on the mail server sends lines to a port of the worker.',
    kind: 'syslog',
    steps: ({ settings, address }) => {
      const target = hostOf(address);
      const { port, transport } = settings;
      return [
        {
          title: 'On the mail server, as /etc/rsyslog.d/60-bounceboard.conf; then systemctl restart rsyslog',
          code: [
            `mail.*  action(type="omfwd" target="${target}" port="${port}" protocol="${transport === 'udp' ? 'udp' : 'tcp'}"`,
            '               queue.type="linkedList" action.resumeRetryCount="-1"',
            '               template="RSYSLOG_TraditionalForwardFormat")',
          ].join('\n'),
        },
        {
          title: 'One line by hand',
          code: `logger --tcp --server ${target} --port ${port} --priority mail.info hello`,
        },
      ];
    },
    checks: [
      'Is the port open between the two machines? The source listens on 127.0.0.1 unless it was told otherwise.',
      'Is the mail server’s network among those that are listened to?',
      'Does rsyslog say anything? journalctl --unit rsyslog',
    ],
  },
  push: {
    title: 'A shell loop',
    summary: 'bash and curl send what is appended to the log: nothing to install.',
    kind: 'push',
    steps: (made) => [
      {
        title: 'On the mail server: send what is there, and see it arrive',
        code: `tail -n 500 '${made.log}' | curl --fail-with-body \\\n  --header 'Authorization: Bearer ${made.token}' \\\n  --data-binary @- '${ingest(made)}'`,
      },
      { title: 'Then, for as long as it runs, what is appended', code: shellLoop(made) },
      {
        title:
          'Or, instead of both: a script that begins where the log begins, and keeps its place over restarts',
        code: `curl --fail --remote-name '${made.address}${SCRIPT}'\nBOUNCEBOARD_URL='${ingest(made)}' \\\n  BOUNCEBOARD_TOKEN='${made.token}' sh follow-file.sh '${made.log}'`,
      },
    ],
    checks: PUSHED,
  },
  vector: {
    title: 'Vector',
    summary: 'Vector keeps its place in the log over restarts, and waits while this is away.',
    kind: 'push',
    steps: (made) => [
      { title: 'On the mail server, as /etc/vector/bounceboard.toml', code: vectorToml(made) },
      { title: 'Check it, then restart Vector', code: 'vector validate /etc/vector/bounceboard.toml' },
    ],
    checks: PUSHED,
  },
  kumomta: {
    title: 'Log hook',
    summary: 'KumoMTA posts each record as it is written, and keeps those it cannot deliver.',
    kind: 'push',
    steps: (made) => [{ title: 'In KumoMTA’s policy, init.lua', code: kumoHook(made) }],
    checks: PUSHED,
  },
  journal: {
    title: 'A pipe from the journal',
    summary: 'journalctl writes JSON, bash and curl send it.',
    kind: 'push',
    steps: (made) => [
      {
        title: 'On the mail server: send the last hour, and see it arrive',
        code: `journalctl --output json --since -1h --facility mail | curl --fail-with-body \\\n  --header 'Authorization: Bearer ${made.token}' \\\n  --data-binary @- '${ingest(made)}'`,
      },
      {
        title: 'Then, for as long as it runs, what is appended',
        code: shellLoop(made, 'journalctl --output json --follow --lines 0 --facility mail'),
      },
    ],
    checks: PUSHED,
  },
  webhook: {
    title: 'Webhook',
    summary: 'The service posts each event as it happens.',
    kind: 'webhook',
    steps: ({ address, name, token }) => [
      {
        title: 'Give the service this address, and let it post every event about delivery',
        code: `${address}/api/v1/webhooks/${name}${token === null ? '' : `?token=${token}`}`,
      },
    ],
    checks: [
      'Can the service reach this address from the internet? BOUNCEBOARD_URL says which one is shown here.',
      'Is the key the one of this webhook? Requests that do not verify are refused, and the service’s log says so.',
      'Amazon SES asks first whether it may: the page of the source confirms its topic.',
    ],
  },
  smtp: {
    title: 'By SMTP or LMTP',
    summary: 'Your mail server hands the mail of the return path over.',
    kind: 'smtp',
    steps: ({ settings, address }) => {
      const { protocol, port, recipients } = settings as {
        protocol: string;
        port: number;
        recipients: string[];
      };
      return [
        {
          title: 'In Postfix, /etc/postfix/transport; then postmap it and add it to transport_maps',
          code: recipients.map((one) => `${one}  ${protocol}:[${hostOf(address)}]:${port}`).join('\n'),
        },
      ];
    },
    checks: [
      'Does your mail server reach the port? The source listens on 127.0.0.1 unless it was told otherwise.',
      'Is the recipient among those that mail is taken for? All else is refused with 550.',
      'Send a bounce: mail an address that does not exist, with the return path as envelope sender.',
    ],
  },
  imap: {
    title: 'From a mailbox, by IMAP',
    summary: 'The mailbox lies on another server; it is looked into.',
    kind: 'imap',
    steps: () => [{ title: 'Nothing else is to be done: what is in the folder is taken first', code: null }],
    checks: ['The page of the source says what the server answered, if it did not let us in.'],
  },
  maildir: {
    title: 'From a Maildir',
    summary: 'Your mail server delivers the return path into a folder on the worker’s machine.',
    kind: 'maildir',
    steps: ({ settings }) => [
      {
        title: 'The user that the worker runs as has to be allowed to read and move what is in it',
        code: `ls -ld '${settings.path}/new' '${settings.path}/cur'`,
      },
    ],
    checks: ['The page of the source says what went wrong, if the folder cannot be read.'],
  },
} as const satisfies Record<string, Way>;

export type WayId = keyof typeof WAYS;

export const wayById = (id: string): Way | null => (Object.hasOwn(WAYS, id) ? WAYS[id as WayId] : null);

const hostOf = (address: string): string => new URL(address).hostname;

const permission = ({ paths }: Record<string, unknown>): string =>
  `ls -l ${(paths as string[]).join(' ')}\nusermod --append --groups adm bounceboard`;

/** Lines are sent in batches, after two seconds at the latest where they come without a pause; one that was not taken is
 * sent again under the same key, so that it counts once. */
const shellLoop = (made: Made, source = `tail -n 0 -F '${made.log}'`): string =>
  [
    '#!/bin/bash',
    `${source} | while IFS= read -r line; do`,
    "  batch=$line$'\\n' until=$((SECONDS + 2))",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
    '  while (( ${#batch} < 1000000 && SECONDS < until )) && IFS= read -r -t 1 line; do',
    "    batch+=$line$'\\n'; line=",
    '  done',
    '  key=$RANDOM$RANDOM-$(date +%s%N)',
    '  until printf %s "$batch$line" | curl --silent --show-error --fail \\',
    `    --header 'Authorization: Bearer ${made.token}' --header "Idempotency-Key: $key" \\`,
    `    --data-binary @- '${ingest(made)}'; do`,
    '    sleep 5',
    '  done',
    'done',
  ].join('\n');

/** https://vector.dev/docs/reference/configuration/sinks/http/ */
const vectorToml = (made: Made): string =>
  [
    '[sources.mail]',
    'type = "file"',
    `include = ['${made.log}']`,
    'read_from = "end"',
    '',
    '[sinks.bounceboard]',
    'type = "http"',
    'inputs = ["mail"]',
    `uri = "${ingest(made)}"`,
    'compression = "gzip"',
    'encoding.codec = "text"',
    'framing.method = "newline_delimited"',
    'auth.strategy = "bearer"',
    `auth.token = "${made.token}"`,
    '# One request after the other: a message may be told of on several lines.',
    'request.concurrency = 1',
    'request.retry_attempts = 1000000',
    '# What is read counts as read once it is accepted here.',
    'acknowledgements.enabled = true',
    'batch.max_bytes = 1000000',
    'buffer.type = "disk"',
    'buffer.max_size = 1073741824',
    'buffer.when_full = "block"',
  ].join('\n');

/** https://docs.kumomta.com/userguide/operation/webhooks; what is answered 4xx there is tried again by KumoMTA. */
const kumoHook = (made: Made): string =>
  [
    "local log_hooks = require 'policy-extras.log_hooks'",
    'log_hooks:new {',
    "  name = 'bounceboard',",
    '  constructor = function(domain, tenant, campaign)',
    '    local connection = {}',
    '    local client = kumo.http.build_client {}',
    '    function connection:send(message)',
    `      local response = client:post('${ingest(made)}')`,
    "        :header('Content-Type', 'application/json')",
    `        :header('Authorization', 'Bearer ${made.token}')`,
    '        :body(message:get_data())',
    '        :send()',
    "      local said = string.format('%d %s', response:status_code(), response:status_reason())",
    '      if response:status_is_success() then return said end',
    '      kumo.reject(451, said)',
    '    end',
    '    return connection',
    '  end,',
    '}',
  ].join('\n');
