import { z } from 'zod';
import { type AnnotationRow, annotationPage } from '@/lib/queries/annotations';
import { ANNOTATION_KINDS } from '@/lib/store/annotation-kinds';
import {
  AnnotationDraft,
  changeAnnotation,
  createAnnotation,
  removeAnnotation,
} from '@/lib/store/annotations';
import { Instant, Time, time, timeOrNull } from '../asked-scope';
import { PlaceTime } from '../kept-time';
import { type Operation, operation } from '../operation';
import { cursorOf, nextPage, PAGE_QUERY, pageOf } from '../paging';
import { gone, readAs } from '../refusals';
import { Id, IdPath } from '../row-id';

const Annotation = z
  .strictObject({
    id: z.int(),
    kind: z.string(),
    text: z.string(),
    startsAt: Time,
    endsAt: Time.nullable().meta({ description: 'null: a moment' }),
    link: z.string().nullable(),
    scope: z.string().meta({ description: 'What it concerns, as filters are written' }),
    createdBy: z.string(),
  })
  .meta({ id: 'Annotation' });

const EXAMPLE: z.infer<typeof Annotation> = {
  ...{ id: 9, kind: 'deploy', text: 'MTA 4.2', startsAt: '2026-11-21T11:00:00.000Z', endsAt: null },
  ...{ link: 'https://ci.example.com/42', scope: 'provider:gmail', createdBy: 'token ci' },
};

const shown = (row: AnnotationRow): z.infer<typeof Annotation> => ({
  ...row,
  ...{ startsAt: time(row.startsAt), endsAt: timeOrNull(row.endsAt) },
});

const Place = z.strictObject({ startsAt: PlaceTime, id: Id });

const list = operation({
  id: 'listAnnotations',
  method: 'GET',
  path: '/annotations',
  group: 'Annotations',
  needs: 'viewer',
  summary: 'What was said to have happened, the latest first',
  query: z.strictObject({ ...PAGE_QUERY, cursor: cursorOf(Place) }),
  answer: pageOf(Annotation),
  example: { data: [EXAMPLE], next: null },
  async run({ query: { cursor, limit } }, { db }) {
    const found = await annotationPage(db, cursor, limit + 1);
    const last = found[limit - 1];
    const place = last && found.length > limit ? { startsAt: last.startsAt.getTime(), id: last.id } : null;
    return {
      data: found.slice(0, limit).map(shown),
      next: place && nextPage('/annotations', { limit }, place),
    };
  },
});

/** What a program says of it; it began now where it does not say otherwise. */
const Posted = z.strictObject({
  kind: z.enum(ANNOTATION_KINDS.map(({ id }) => id)).optional(),
  text: z.string(),
  startsAt: Instant.optional().meta({ description: 'Now, where it is not said' }),
  endsAt: Instant.nullish(),
  link: z.string().nullish(),
  scope: z.string().optional().meta({ description: 'What it concerns, as filters are written' }),
});

const create = operation({
  id: 'createAnnotation',
  method: 'POST',
  path: '/annotations',
  group: 'Annotations',
  needs: 'operator',
  alsoFor: 'annotate',
  summary: 'Marks on the charts what happened',
  body: Posted,
  bodyExample: {
    kind: 'deploy',
    text: 'MTA 4.2',
    scope: 'provider:gmail',
    link: 'https://ci.example.com/42',
  },
  status: 201,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 9 },
  run: async ({ body }, { db, by, now }) => ({ id: await createAnnotation(db, by, draftOf(body, now)) }),
});

function draftOf({ startsAt, endsAt, ...said }: z.output<typeof Posted>, now: Date): AnnotationDraft {
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return readAs(AnnotationDraft, {
    ...given,
    startsAt: startsAt === undefined ? now : new Date(startsAt),
    endsAt: endsAt ? new Date(endsAt) : null,
  });
}

const change = operation({
  id: 'changeAnnotation',
  method: 'PUT',
  path: '/annotations/{id}',
  group: 'Annotations',
  needs: 'operator',
  summary: 'Says an annotation anew, all of it',
  pathFields: IdPath,
  body: Posted.required({ startsAt: true }),
  bodyExample: { kind: 'deploy', text: 'MTA 4.2.1', startsAt: '2026-11-21T11:00:00Z' },
  answer: z.strictObject({ id: z.int() }),
  example: { id: 9 },
  async run({ path: { id }, body }, { db, by, now }) {
    if (await changeAnnotation(db, by, id, draftOf(body, now))) return { id };
    throw gone('annotation');
  },
});

const remove = operation({
  id: 'removeAnnotation',
  method: 'DELETE',
  path: '/annotations/{id}',
  group: 'Annotations',
  needs: 'operator',
  summary: 'Takes an annotation away',
  pathFields: IdPath,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 9 },
  async run({ path: { id } }, { db, by }) {
    if (await removeAnnotation(db, by, id)) return { id };
    throw gone('annotation');
  },
});

export const ANNOTATIONS: readonly Operation[] = [list, create, change, remove];
