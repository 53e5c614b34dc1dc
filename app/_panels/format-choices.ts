import { FORMATS } from '@/lib/formats/index';

/** Every format that can be named, by name. */
export const FORMAT_CHOICES = FORMATS.map(({ id, title }) => ({ id, title })).sort((a, b) =>
  a.title.localeCompare(b.title, 'en'),
);
