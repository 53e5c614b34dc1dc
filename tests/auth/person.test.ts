import { expect, test } from 'vitest';
import { mayActAs, ROLES, type Role } from '@/lib/auth/person';

const MAY: Record<Role, readonly Role[]> = {
  viewer: ['viewer'],
  operator: ['viewer', 'operator'],
  administrator: ['viewer', 'operator', 'administrator'],
};

test.each(ROLES)('what a %s may do', (role) => {
  const person = { id: 1, name: 'Ada', role };
  expect(ROLES.filter((needed) => mayActAs(person, needed))).toEqual(MAY[role]);
});
