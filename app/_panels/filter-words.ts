import { FILTER_DIMENSIONS, type FilterDimension } from '@/lib/queries/filter';
import { visible } from '../_components/format/foreign-text';
import { CATEGORY_NAMES, SUBJECT_NAMES } from '../_components/format/words';
import { providerName } from './dictionary';

interface Words {
  name: string;
  title(value: string): string;
}

const asItIs = (name: string): Words => ({ name, title: visible });

const WORDS: Record<FilterDimension, Words> = {
  provider: { name: 'Provider', title: providerName },
  destination: asItIs('Small host'),
  code: asItIs('Code'),
  category: {
    name: 'Category',
    title: (value) => CATEGORY_NAMES[value as keyof typeof CATEGORY_NAMES] ?? visible(value),
  },
  subject: {
    name: 'Subject',
    title: (value) => [visible(value), SUBJECT_NAMES[value]].filter(Boolean).join(' '),
  },
  outcome: asItIs('Outcome'),
  'sending-domain': asItIs('Sending domain'),
  'sending-ip': asItIs('Sending IP'),
  pool: asItIs('Pool'),
  stream: asItIs('Stream'),
  source: asItIs('Source'),
};

export const filterName = (dimension: FilterDimension): string => WORDS[dimension].name;
export const filterTitle = (dimension: FilterDimension, value: string): string =>
  WORDS[dimension].title(value);

export const DIMENSION_NAMES = FILTER_DIMENSIONS.map((dimension) => ({
  dimension,
  name: filterName(dimension),
}));
