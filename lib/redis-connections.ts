import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis';

/** Whoever is asked while a master is replaced asks again this often, and for this long: a cluster notices after its
 * `cluster-node-timeout` (15 s unless told otherwise) that a master is gone, and chooses another within seconds. */
const ASK_AGAIN_MS = 100;
const ASKS = 600;
/** A node that hangs is passed over after this time, and another one asked who holds what. */
const NODE_ANSWERS_MS = 2_000;

/** BullMQ waits for Redis itself, hence no retry limit. */
const OPTIONS = { maxRetriesPerRequest: null } as const;

/** What this process has open to Redis: the connection that is shared, and those that BullMQ makes from it to wait on.
 * A connection that waits for a server which is away does not end by itself, so all of them are known here. */
export class RedisConnections {
  readonly shared: Redis | Cluster;
  readonly #open: (Redis | Cluster)[] = [];

  /** One address is a server, a list is the nodes of a cluster, of which one has to answer. */
  constructor(urls: string[]) {
    const isCluster = urls.length > 1;
    this.shared = this.#known(
      isCluster ? new Cluster(urls, clusterOptions(urls)) : new Redis(urls[0]!, OPTIONS),
    );
  }

  #known<Connection extends Redis | Cluster>(connection: Connection): Connection {
    connection.on('error', () => {}); // Logged by the worker's health check; unheard it would end the process.
    this.#open.push(connection);
    if (connection instanceof Cluster) endAlsoAlone(connection);
    const duplicate = connection.duplicate.bind(connection) as (...args: never[]) => Connection;
    connection.duplicate = ((...args: never[]) => this.#known(duplicate(...args))) as never;
    return connection;
  }

  /** At once: what waits for an answer is told that there will be none. */
  disconnect(): void {
    for (const connection of this.#open) if (connection.status !== 'end') connection.disconnect();
  }
}

/** A cluster whose nodes are all away has nobody to take leave of, and ioredis waits for that without end: whoever
 * disconnects then, as BullMQ does when it closes, would never be told that it is over. */
function endAlsoAlone(cluster: Cluster): void {
  const disconnect = cluster.disconnect.bind(cluster);
  cluster.disconnect = (reconnect = false) => {
    const isAlone = cluster.nodes().length === 0;
    disconnect(reconnect);
    // biome-ignore lint/complexity/useLiteralKeys: private to ioredis, and what it does itself at every other end.
    if (isAlone && !reconnect && cluster.status === 'disconnecting') cluster['handleCloseEvent']();
  };
}

/** Nodes that are found on the way know nothing of the addresses in the list: all have the first one's password. */
function clusterOptions(urls: string[]): ClusterOptions {
  const { protocol, username, password } = new URL(urls[0]!);
  const redisOptions: RedisOptions = {
    ...OPTIONS,
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
  };
  return {
    redisOptions,
    maxRedirections: ASKS,
    retryDelayOnMoved: ASK_AGAIN_MS,
    retryDelayOnFailover: ASK_AGAIN_MS,
    retryDelayOnClusterDown: ASK_AGAIN_MS,
    retryDelayOnTryAgain: ASK_AGAIN_MS,
    slotsRefreshTimeout: NODE_ANSWERS_MS,
    clusterRetryStrategy: (times) => Math.min(ASK_AGAIN_MS * times, NODE_ANSWERS_MS),
    // A certificate names a host: its address would not be in it.
    ...(protocol === 'rediss:' && { dnsLookup: (host, callback) => callback(null, host) }),
  };
}
