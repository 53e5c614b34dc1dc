import pg, { type PoolClient } from 'pg';

const COPY_DATA = 'd'.charCodeAt(0);
const COPY_DONE = Buffer.from([...Buffer.from('c'), 0, 0, 0, 4]);

/**
 * Runs a COPY whose rows are all at hand. They are sent right behind the statement, without waiting until the server asks
 * for them, so that the whole takes one round trip, or a part of one among others on their way. A server that refuses the
 * statement passes over what follows (PostgreSQL documentation, "COPY Operations": data outside of a COPY is ignored).
 */
export function copyIn(client: PoolClient, statement: string, rows: Buffer): Promise<void> {
  const head = Buffer.alloc(5);
  head[0] = COPY_DATA;
  head.writeUInt32BE(rows.length + 4, 1);
  return new Promise((resolve, reject) => {
    const query = new pg.Query(statement, (error) => (error ? reject(error) : resolve()));
    const submit = query.submit.bind(query);
    const sendRows = ({ stream }: pg.Connection) => {
      for (const piece of [head, rows, COPY_DONE]) stream.write(piece);
    };
    client.query(
      Object.assign(query, {
        submit(connection: pg.Connection) {
          submit(connection);
          sendRows(connection);
        },
        handleCopyInResponse() {}, // They are on their way.
      }),
    );
  });
}
