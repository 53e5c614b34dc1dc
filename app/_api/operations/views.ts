import { z } from 'zod';
import { mayActAs } from '@/lib/auth/person';
import { keepView, openView } from '@/lib/auth/views';
import { Problem } from '@/lib/intake/problem';
import { savedViews } from '@/lib/queries/saved-views';
import { PageHref, removeView, renameView, ViewName } from '@/lib/store/saved-views';
import { type Operation, operation } from '../operation';
import { gone } from '../refusals';
import { Id, IdPath } from '../row-id';

const View = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    href: z.string().meta({ description: 'The page with its range and filters' }),
    isShared: z.boolean().meta({ description: 'Everybody’s; else the asker’s own' }),
    createdBy: z.string(),
    opensForMe: z.boolean(),
    opensForAll: z.boolean(),
  })
  .meta({ id: 'View' });

const list = operation({
  id: 'listViews',
  method: 'GET',
  path: '/views',
  group: 'Views and links',
  needs: 'viewer',
  summary: 'Pages that are kept: everybody’s, and the asker’s own',
  answer: z.strictObject({ data: z.array(View) }),
  example: {
    data: [
      {
        ...{ id: 2, name: 'Gmail', href: '/providers/gmail?range=7d', isShared: true, createdBy: 'ada' },
        ...{ opensForMe: false, opensForAll: false },
      },
    ],
  },
  run: async (_, { db, by }) => ({ data: await savedViews(db, by.id) }),
});

const notShared = () =>
  new Problem({
    ...{ status: 403, code: 'role', title: 'Not allowed' },
    detail: 'What is everybody’s is changed by operators; a token has no views of its own.',
  });

const create = operation({
  id: 'createView',
  method: 'POST',
  path: '/views',
  group: 'Views and links',
  needs: 'viewer',
  summary: 'Keeps a page as it stands; what a token keeps is everybody’s',
  body: z.strictObject({
    name: ViewName,
    href: PageHref,
    isShared: z.boolean().default(false),
    opens: z.boolean().default(false).meta({ description: 'Opens first, for whom it is' }),
  }),
  bodyExample: { name: 'Gmail', href: '/providers/gmail?range=7d' },
  status: 201,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 2 },
  async run({ body }, { db, by }) {
    const id = await keepView(db, by, body);
    if (id === null) throw notShared();
    return { id };
  },
});

const rename = operation({
  id: 'renameView',
  method: 'PUT',
  path: '/views/{id}',
  group: 'Views and links',
  needs: 'viewer',
  summary: 'Calls a view otherwise',
  pathFields: IdPath,
  body: z.strictObject({ name: ViewName }),
  bodyExample: { name: 'Gmail, a week' },
  answer: z.strictObject({ id: z.int() }),
  example: { id: 2 },
  async run({ path: { id }, body: { name } }, { db, by }) {
    if (await renameView(db, by, mayActAs(by, 'operator'), { id, name })) return { id };
    throw gone('view that you may change');
  },
});

const remove = operation({
  id: 'removeView',
  method: 'DELETE',
  path: '/views/{id}',
  group: 'Views and links',
  needs: 'viewer',
  summary: 'Keeps a page no longer',
  pathFields: IdPath,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 2 },
  async run({ path: { id } }, { db, by }) {
    if (await removeView(db, by, mayActAs(by, 'operator'), id)) return { id };
    throw gone('view that you may change');
  },
});

const opening = operation({
  id: 'setFirstView',
  method: 'PUT',
  path: '/views/first',
  group: 'Views and links',
  needs: 'viewer',
  summary: 'Which view opens where nothing else is asked for; null: the overview',
  body: z.strictObject({ whose: z.enum(['everybody', 'me']), id: Id.nullable() }),
  bodyExample: { whose: 'everybody', id: 2 },
  answer: z.strictObject({ id: z.int().nullable() }),
  example: { id: 2 },
  async run({ body: { whose, id } }, { db, by }) {
    if (whose === 'everybody' ? !mayActAs(by, 'operator') : by.id === null) throw notShared();
    if (await openView(db, by, whose, id)) return { id };
    throw gone('view for them');
  },
});

export const VIEWS: readonly Operation[] = [list, create, opening, rename, remove];
