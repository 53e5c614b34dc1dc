import type pg from 'pg';

/** A node of PostgreSQL's own parse tree (`src/include/nodes/parsenodes.h`), with its fields by name. */
export interface TreeNode {
  is: string;
  [field: string]: Tree;
}
export type Tree = TreeNode | Tree[] | string | null;

/** What the server understands a statement as: `debug_print_parse`, which it sends as a notice. */
export async function treeOf(client: pg.Client, statement: string): Promise<TreeNode> {
  let printed: string | undefined;
  const listen = (notice: { message?: string; detail?: string }) => {
    if (/parse tree/.test(notice.message ?? '')) printed = notice.detail;
  };
  client.on('notice', listen);
  try {
    await client.query(
      'SET client_min_messages = log; SET debug_print_parse = on; SET debug_pretty_print = off',
    );
    await client.query(`PREPARE looked_at AS ${statement}`);
  } finally {
    client.off('notice', listen);
    await client.query('SET debug_print_parse = off; SET client_min_messages = warning; DEALLOCATE ALL');
  }
  if (!printed) throw new Error(`no parse tree of ${statement}`);
  return read(printed);
}

/** The words of `nodeToString`: `{QUERY :commandType 1 :rtable ({…} {…})}`; `<>` is nothing, a backslash escapes. */
function read(printed: string): TreeNode {
  const words = printed.match(/(?:\\.|[^\s(){}\\])+|[(){}]/g) ?? [];
  let i = 0;
  const value = (): Tree => {
    const word = words[i++]!;
    if (word === '{') {
      const node: TreeNode = { is: words[i++]! };
      while (words[i] !== '}') {
        const field = words[i++]!.slice(1);
        const values: Tree[] = [];
        while (words[i] !== '}' && !words[i]!.startsWith(':')) values.push(value());
        node[field] = values.length === 1 ? values[0]! : values;
      }
      i++;
      return node;
    }
    if (word === '(') {
      const list: Tree[] = [];
      while (words[i] !== ')') list.push(value());
      i++;
      return list;
    }
    return word === '<>' ? null : word;
  };
  const list = value();
  return (Array.isArray(list) ? list[0] : list) as TreeNode;
}

export const isNode = (tree: Tree | undefined): tree is TreeNode =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree);

/** The nodes below, one level of them: of fields and lists. */
export function* below(tree: Tree): Generator<TreeNode> {
  for (const part of Array.isArray(tree) ? tree : isNode(tree) ? Object.values(tree) : []) {
    if (isNode(part)) yield part;
    else if (Array.isArray(part)) yield* below(part);
  }
}

/** Of a field that holds one or a list. */
export const nodes = (tree: Tree | undefined): TreeNode[] =>
  isNode(tree) ? [tree] : Array.isArray(tree) ? tree.filter(isNode) : [];

export const nameOf = (entry: TreeNode): string => String((entry.eref as TreeNode).aliasname);

export const isCast = ({ is, funcformat }: TreeNode): boolean =>
  is === 'RELABELTYPE' || funcformat === '1' || funcformat === '2';

/** Of FROM and of expressions, one level deep; CTEs are none. */
export function* subqueriesOf(tree: Tree): Generator<TreeNode> {
  for (const [field, value] of Object.entries(tree ?? {})) {
    if (field === 'cteList') continue;
    for (const node of isNode(value) ? [value] : below(value as Tree)) {
      if (node.is === 'QUERY') yield node;
      else yield* subqueriesOf(node);
    }
  }
}

/** Whether anything in it is a column of a query around it. */
export function asksAround(tree: Tree, depth = 0): boolean {
  for (const node of below(tree)) {
    if (node.is === 'VAR' && Number(node.varlevelsup) > depth) return true;
    if (asksAround(node, depth + (node.is === 'QUERY' ? 1 : 0))) return true;
  }
  return false;
}

export function* varsOf(tree: Tree | undefined): Generator<TreeNode> {
  for (const node of below(tree ?? null)) {
    if (node.is === 'VAR') yield node;
    else yield* varsOf(node);
  }
}

export function* functionsIn(tree: Tree | undefined): Generator<string> {
  for (const node of below(tree ?? null)) {
    if (node.is === 'FUNCEXPR') yield String(node.funcid);
    if (node.is !== 'QUERY') yield* functionsIn(node);
  }
}
