import { z } from 'zod';
import { createWorkspace, renameWorkspace, workspacesOf } from '@/lib/auth/workspaces';
import { type Operation, operation } from '../operation';
import { conflict } from '../refusals';
import { IdPath } from '../row-id';

const workspaces = operation({
  id: 'listWorkspaces',
  method: 'GET',
  path: '/workspaces',
  group: 'Workspaces',
  needs: 'viewer',
  summary: 'The workspaces that the caller may see',
  answer: z.strictObject({ data: z.array(z.strictObject({ id: z.int(), name: z.string() })) }),
  example: { data: [{ id: 1, name: 'Default' }] },
  run: async (_, { db, by }) => ({ data: await workspacesOf(db, by) }),
});

const Name = z.strictObject({ name: z.string() });

const create = operation({
  id: 'createWorkspace',
  method: 'POST',
  path: '/workspaces',
  group: 'Workspaces',
  needs: 'administrator',
  isOfAll: true,
  summary: 'Makes a workspace, with the rules that come with the product',
  description: 'With the second one whoever does not administer stays in the first.',
  body: Name,
  bodyExample: { name: 'Newsletters' },
  status: 201,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 2 },
  async run({ body }, { db, by }) {
    const created = await createWorkspace(db, by, body.name);
    if ('fault' in created) throw conflict(created.fault);
    return { id: created.made };
  },
});

const rename = operation({
  id: 'renameWorkspace',
  method: 'PUT',
  path: '/workspaces/{id}',
  group: 'Workspaces',
  needs: 'administrator',
  isOfAll: true,
  summary: 'Calls a workspace otherwise',
  pathFields: IdPath,
  body: Name,
  bodyExample: { name: 'Newsletters' },
  answer: z.strictObject({ id: z.int() }),
  example: { id: 2 },
  async run({ path: { id }, body }, { db, by }) {
    const fault = await renameWorkspace(db, by, id, body.name);
    if (fault) throw conflict(fault);
    return { id };
  },
});

export const WORKSPACES: readonly Operation[] = [workspaces, create, rename];
