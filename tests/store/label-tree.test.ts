import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Labels, LabelTree } from '@/lib/store/label-tree';

const label = fc.constantFrom(null, '', 'null', '1', 1, 0, false, true, 'gmail');
const labels: fc.Arbitrary<Labels> = fc.array(label, { minLength: 4, maxLength: 4 });

test('each label set has an id of its own, whatever its labels would look like joined', () => {
  fc.assert(
    fc.property(fc.uniqueArray(labels, { selector: (one) => JSON.stringify(one) }), (sets) => {
      const tree = new LabelTree();
      sets.forEach((one, id) => {
        expect(tree.get([...one])).toBeUndefined();
        tree.set(one, id);
      });
      expect(sets.map((one) => tree.get([...one]))).toEqual(sets.map((_, id) => id));
    }),
  );
});
