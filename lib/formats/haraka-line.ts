import { isObject, parseJson, textOf } from './fields';

/** What a line of Haraka's outbound engine says, however `log.ini` has it written down. */
export interface HarakaLine {
  /** The transaction that the message came in with. */
  uuid: string | null;
  message: string;
  /** `delivered` has these instead of a message. */
  fields: Map<string, string>;
}

/** `[NOTICE] [7E8F1A2B-….1.1] [outbound] …`; Haraka below 2.8 leaves the transaction out. Where fields follow, since
 * 2.8.18, there are two spaces: the message before them is empty. */
const DEFAULT = /\[[A-Z]+\] (?:\[([^\]]*)\] )?\[outbound\] +(.*)$/s;
/** format=LOGFMT: `level=NOTICE uuid=7E8F1A2B-….1.1 origin=outbound message="recipient <a@b.example> rejected: 550 …"` */
const LOGFMT = /(?:^|\s)level=[A-Z]+ .*\borigin=outbound\b/;
/** format=JSON: `{"level":"NOTICE","uuid":"7E8F1A2B-….1.1","origin":"outbound","message":"…"}` */
const JSON_BEGINS = '{"level":';
/** `delivered file=1427_0_1 domain="b.example" …`: the name of the first field has a space in it. */
const FIELD = /(\w+)=("(?:[^"\\]|\\.)*"|\S*)/g;

export function readHarakaLine(line: string): HarakaLine | null {
  const found = DEFAULT.exec(line);
  if (found) return { uuid: uuidOf(found[1]), message: found[2]!, fields: fieldsIn(found[2]!) };
  if (LOGFMT.test(line)) return fromFields(fieldsIn(line));
  const object = line.indexOf(JSON_BEGINS);
  const value = object < 0 ? null : parseJson(line.slice(object));
  if (!isObject(value) || value.origin !== 'outbound') return null;
  const fields = Object.entries(value).map(([name, content]): [string, string] => [
    name.replace('delivered ', ''),
    textOf(content) ?? '',
  ]);
  return fromFields(new Map(fields));
}

function fromFields(fields: Map<string, string>): HarakaLine {
  const uuid = uuidOf(fields.get('uuid') ?? fields.get('connection_uuid'));
  const message = fields.get('message')?.trim() ?? '';
  return { uuid, message: message || (fields.has('rcpts') ? 'delivered file=' : ''), fields };
}

const fieldsIn = (text: string): Map<string, string> =>
  new Map([...text.matchAll(FIELD)].map(([, name, value]) => [name!, unquoted(value!)]));

const unquoted = (value: string): string =>
  value.startsWith('"') ? value.replace(/^"(.*)"$/s, '$1').replace(/\\(.)/g, '$1') : value;

const uuidOf = (stated: string | undefined): string | null => (stated && stated !== '-' ? stated : null);
