import type pg from 'pg';
import { DISTRIBUTED, REFERENCE } from '@/lib/store/distribute';
import type { Catalogue } from './catalogue';
import {
  asksAround,
  below,
  functionsIn,
  isCast,
  isNode,
  nameOf,
  nodes,
  subqueriesOf,
  type Tree,
  type TreeNode,
  treeOf,
  varsOf,
} from './query-tree';

/** `RTEKind` of PostgreSQL 18. */
const KIND = { relation: '0', subquery: '1', join: '2', function: '3', group: '9' };
const COMMAND = { select: '1', insert: '3' };

/** Innermost first: what `varlevelsup` counts. */
type Levels = readonly TreeNode[];

/** What Citus refuses of a statement, by its query tree as the planner gets it (`query_pushdown_planning.c`,
 * `recursive_planning.c`, `multi_router_planner.c` of Citus 12). Nothing: it is taken. */
export async function refusedBy(
  client: pg.Client,
  catalogue: Catalogue,
  statement: string,
): Promise<string[]> {
  const tree = await treeOf(client, statement);
  const judge = new Judge(catalogue);
  judge.statement(tree);
  return [...new Set(judge.faults)];
}

class Judge {
  readonly faults: string[] = [];
  /** Columns that are equal, as a forest. */
  readonly #same = new Map<string, string>();
  readonly #ids = new Map<TreeNode, number>();

  constructor(private readonly catalogue: Catalogue) {}

  statement(tree: TreeNode): void {
    this.#learn(tree, []);
    this.#unit(tree, []);
  }

  /** What is planned by itself: a statement, a CTE, a subquery that asks nothing of those around it. */
  #unit(query: TreeNode, around: Levels): void {
    for (const cte of nodes(query.cteList)) this.#unit(cte.ctequery as TreeNode, [query, ...around]);
    const tables = [...this.#distributedBelow(query)];
    if (tables.length === 0) return;
    const classes = new Set(tables.map((table) => this.#classOf(this.#sourceOf(table))));
    const [only] = classes;
    const isOneServer =
      classes.size === 1 &&
      [...this.#same.keys()].some((key) => key.startsWith('=') && this.#classOf(key) === only);
    if (!isOneServer) this.#level(query, around);
  }

  #level(query: TreeNode, around: Levels): void {
    const levels = [query, ...around];
    const here = this.#distributedIn(query);
    if (new Set(here.map((table) => this.#classOf(this.#sourceOf(table)))).size > 1)
      this.faults.push(`${here.map(nameOf).join(' and ')} are joined by something else than their source`);
    if (here.length > 0 && nodes(query.rowMarks).length > 0)
      this.faults.push('rows of several servers are locked');
    if (here.length > 0) this.#alongside(query, here);
    for (const inner of subqueriesOf(query)) {
      const isCorrelated = asksAround(inner);
      const tables = [...this.#distributedBelow(inner)];
      if (isCorrelated && tables.length > 0) this.#correlated(inner, tables, levels);
      else if (isCorrelated && here.length > 0 && this.#isLocal(inner))
        this.faults.push(
          'a question about a table of the coordinator is asked for each row of another server',
        );
      if (!isCorrelated) this.#unit(inner, levels);
      else this.#level(inner, levels);
    }
  }

  /** What stands beside distributed tables in one FROM. */
  #alongside(query: TreeNode, here: readonly TreeNode[]): void {
    for (const entry of nodes(query.rtable)) {
      if (entry.rtekind !== KIND.function) continue;
      if ([...functionsIn(entry.functions)].some((oid) => !this.catalogue.immutable.has(oid)))
        this.faults.push(`a function whose answers change stands beside ${here.map(nameOf).join(' and ')}`);
    }
    const target = nodes(query.rtable)[Number(query.resultRelation) - 1];
    if (query.commandType === COMMAND.select || query.commandType === COMMAND.insert || !target) return;
    if (this.#isReference(target))
      this.faults.push('a table of every server is changed by one that is distributed');
    if (!here.includes(target)) return;
    if ([...varsOf(query.jointree)].some(({ varattno }) => varattno === '-1'))
      this.faults.push('a place within a table (ctid) is no place on another server');
    if (
      [...functionsIn([query.jointree!, query.targetList!, query.returningList!])].some((oid) =>
        this.catalogue.volatile.has(oid),
      )
    )
      this.faults.push('a change of several servers calls a volatile function');
  }

  #correlated(inner: TreeNode, tables: readonly TreeNode[], levels: Levels): void {
    const names = [...new Set(tables.map(nameOf))].join(' and ');
    const outer = levels.flatMap((level) => this.#distributedIn(level));
    const known = new Set(outer.map((table) => this.#classOf(this.#sourceOf(table))));
    if (tables.some((table) => !known.has(this.#classOf(this.#sourceOf(table)))))
      this.faults.push(`${names}: asked for each row of something that is not of the same source there`);
    const not = (what: string) =>
      this.faults.push(`${names}: ${what} in a question that is asked for each row`);
    if (inner.limitCount || inner.limitOffset) not('LIMIT');
    if (nodes(inner.cteList).length > 0) not('WITH');
    if (nodes(inner.rowMarks).length > 0) not('a lock');
    if (inner.hasAggs === 'true' && nodes(inner.groupClause).length === 0) not('a sum without GROUP BY');
    const grouped = [...nodes(inner.groupClause), ...nodes(inner.distinctClause)];
    if (grouped.length > 0 && !grouped.some((one) => this.#isSource(inner, one, levels)))
      not('groups of several sources');
  }

  #isSource(query: TreeNode, clause: TreeNode, around: Levels): boolean {
    const target = nodes(query.targetList).find(
      ({ ressortgroupref }) => ressortgroupref === clause.tleSortGroupRef,
    );
    const key = target && this.#keyOf(target.expr as Tree, [query, ...around]);
    const sources = [...this.#distributedBelow(query)].map((table) => this.#classOf(this.#sourceOf(table)));
    return key !== undefined && sources.includes(this.#classOf(key));
  }

  /** Takes in what every level says is equal. */
  #learn(query: TreeNode, around: Levels): void {
    const levels = [query, ...around];
    for (const equation of this.#equationsOf(query.jointree!)) {
      const [left, right] = nodes(equation.args).map((side) => this.#keyOf(side, levels));
      if (left !== undefined && right !== undefined)
        this.#same.set(this.#classOf(left), this.#classOf(right));
    }
    for (const cte of nodes(query.cteList)) this.#learn(cte.ctequery as TreeNode, levels);
    for (const inner of subqueriesOf(query)) this.#learn(inner, levels);
  }

  /** Those that have to hold: of FROM, of JOIN, and joined by AND. */
  *#equationsOf(tree: Tree): Generator<TreeNode> {
    for (const node of below(tree)) {
      if (node.is === 'OPEXPR' && this.catalogue.equals.has(String(node.opno))) yield node;
      else if (
        node.is === 'JOINEXPR' ||
        node.is === 'FROMEXPR' ||
        (node.is === 'BOOLEXPR' && node.boolop === 'and')
      )
        yield* this.#equationsOf(node);
    }
  }

  /** By which a column, a parameter or a constant is known; those that are the same on every server begin with `=`. */
  #keyOf(given: Tree | undefined, levels: Levels): string | undefined {
    if (!isNode(given)) return undefined;
    if (given.is === 'RELABELTYPE' || given.is === 'FUNCEXPR')
      return isCast(given)
        ? this.#keyOf(nodes(given.arg ?? given.args)[0] ?? (given.arg as Tree), levels)
        : undefined;
    if (given.is === 'PARAM') return this.#known(`=$${given.paramid}`);
    if (given.is === 'CONST') return this.#known(`=${JSON.stringify(given.constvalue)}`);
    if (given.is !== 'VAR') return undefined;
    const inner = levels.slice(Number(given.varlevelsup));
    const entry = nodes(inner[0]!.rtable)[Number(given.varno) - 1]!;
    const column = Number(given.varattno);
    if (entry.rtekind === KIND.join) return this.#keyOf(nodes(entry.joinaliasvars)[column - 1], inner);
    if (entry.rtekind === KIND.group) return this.#keyOf(nodes(entry.groupexprs)[column - 1], inner);
    if (entry.rtekind === KIND.subquery) {
      const subquery = entry.subquery as TreeNode;
      const target = nodes(subquery.targetList)[column - 1];
      return this.#keyOf(target?.expr, [subquery, ...inner]) ?? this.#known(`${this.#idOf(entry)}.${column}`);
    }
    return this.#known(`${this.#idOf(entry)}.${column}`);
  }

  #known(key: string): string {
    if (!this.#same.has(key)) this.#same.set(key, key);
    return key;
  }

  #classOf(key: string): string {
    const next = this.#same.get(key);
    return next === undefined || next === key ? key : this.#classOf(next);
  }

  #idOf(entry: TreeNode): number {
    if (!this.#ids.has(entry)) this.#ids.set(entry, this.#ids.size);
    return this.#ids.get(entry)!;
  }

  #sourceOf(table: TreeNode): string {
    const name = this.catalogue.tables.get(String(table.relid))!;
    return `${this.#idOf(table)}.${this.catalogue.sourceColumns.get(name)}`;
  }

  #isOf(entry: TreeNode, names: readonly string[]): boolean {
    return (
      entry.rtekind === KIND.relation && names.includes(this.catalogue.tables.get(String(entry.relid)) ?? '')
    );
  }

  #isReference = (entry: TreeNode): boolean => this.#isOf(entry, REFERENCE);

  /** Tables that an INSERT writes to are not read. */
  #distributedIn(query: TreeNode): TreeNode[] {
    const written = query.commandType === COMMAND.insert ? Number(query.resultRelation) - 1 : -1;
    return nodes(query.rtable).filter((entry, i) => i !== written && this.#isOf(entry, DISTRIBUTED));
  }

  *#distributedBelow(query: TreeNode): Generator<TreeNode> {
    yield* this.#distributedIn(query);
    for (const inner of subqueriesOf(query)) yield* this.#distributedBelow(inner);
  }

  #isLocal(query: TreeNode): boolean {
    const isLocal = (entry: TreeNode) =>
      entry.rtekind === KIND.relation && !this.#isReference(entry) && !this.#isOf(entry, DISTRIBUTED);
    return (
      nodes(query.rtable).some(isLocal) || [...subqueriesOf(query)].some((inner) => this.#isLocal(inner))
    );
  }
}
