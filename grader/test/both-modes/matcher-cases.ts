// Longer than most: a case for each matcher, with all that it says.

import type { Expectation } from '@workshop/testkit/expect'

/** The matchers of the subset: a case for each, or this file does not compile. */
export type MatcherName = Exclude<keyof Expectation<unknown>, 'not' | 'resolves' | 'rejects'>

/** One matcher, what it holds for, and what it says where it fails. */
export interface MatcherCase extends Outcomes {
  args: readonly unknown[]
  /** The same of promises that are rejected, where that is something else. */
  rejected?: Outcomes
}

interface Outcomes {
  holds: unknown
  fails: unknown
  /** What it says of `fails`. */
  says: string
  /** What its negation says of `holds`. */
  saysNegated: string
}

class Ledger {
  readonly rows = 3
}

const tooMany = new RangeError('Too many rows')
const noSuchKey = new Error('No such key')

/** By matcher. */
export const MATCHER_CASES: Record<MatcherName, MatcherCase> = {
  toBe: {
    args: [3],
    holds: 3,
    fails: 4,
    says: 'expected 4 to be 3 // Object.is equality',
    saysNegated: 'expected 3 not to be 3 // Object.is equality',
  },
  toBeCloseTo: {
    args: [0.3, 5],
    holds: 0.1 + 0.2,
    fails: 0.3001,
    says: 'expected 0.3001 to be close to 0.3, received difference is 0.00009999999999998899, but expected 0.000005',
    saysNegated:
      'expected 0.30000000000000004 to not be close to 0.3, received difference is 5.551115123125783e-17, but expected 0.000005',
  },
  toBeDefined: {
    args: [],
    holds: null,
    fails: undefined,
    says: 'expected undefined to be defined',
    saysNegated: 'expected null to be undefined',
  },
  toBeFalsy: {
    args: [],
    holds: '',
    fails: 'a',
    says: "expected 'a' to be falsy",
    saysNegated: "expected '' to not be falsy",
  },
  toBeGreaterThan: {
    args: [3],
    holds: 4n,
    fails: 3,
    says: 'expected 3 to be greater than 3',
    saysNegated: 'expected 4 to be not greater than 3',
  },
  toBeGreaterThanOrEqual: {
    args: [3],
    holds: 3,
    fails: 2,
    says: 'expected 2 to be greater than or equal to 3',
    saysNegated: 'expected 3 to be not greater than or equal to 3',
  },
  toBeInstanceOf: {
    args: [Ledger],
    holds: new Ledger(),
    fails: { rows: 3 },
    says: 'expected { rows: 3 } to be an instance of Ledger',
    saysNegated: 'expected Ledger{ rows: 3 } to not be an instance of Ledger',
  },
  toBeLessThan: {
    args: [3],
    holds: 2,
    fails: 3,
    says: 'expected 3 to be less than 3',
    saysNegated: 'expected 2 to be not less than 3',
  },
  toBeLessThanOrEqual: {
    args: [3],
    holds: 3,
    fails: 4,
    says: 'expected 4 to be less than or equal to 3',
    saysNegated: 'expected 3 to be not less than or equal to 3',
  },
  toBeNaN: {
    args: [],
    holds: Number.NaN,
    fails: 0,
    says: 'expected +0 to be NaN',
    saysNegated: 'expected NaN not to be NaN',
  },
  toBeNull: {
    args: [],
    holds: null,
    fails: undefined,
    says: 'expected undefined to be null',
    saysNegated: 'expected null not to be null',
  },
  toBeTruthy: {
    args: [],
    holds: 'a',
    fails: 0,
    says: 'expected +0 to be truthy',
    saysNegated: "expected 'a' to not be truthy",
  },
  toBeTypeOf: {
    args: ['bigint'],
    holds: 3n,
    fails: 3,
    says: "expected 3 to be type of 'bigint'",
    saysNegated: "expected 3n not to be type of 'bigint'",
  },
  toBeUndefined: {
    args: [],
    holds: undefined,
    fails: null,
    says: 'expected null to be undefined',
    saysNegated: 'expected undefined not to be undefined',
  },
  toContain: {
    args: ['b'],
    holds: ['a', 'b'],
    fails: 'acd',
    says: "expected 'acd' to contain 'b'",
    saysNegated: "expected [ 'a', 'b' ] to not include 'b'",
  },
  toContainEqual: {
    args: [{ id: 2 }],
    holds: new Set([{ id: 2 }]),
    fails: [{ id: 3 }],
    says: 'expected [ { id: 3 } ] to deep equally contain { id: 2 }',
    saysNegated: 'expected Set{ { id: 2 } } to not deep equally contain { id: 2 }',
  },
  toEqual: {
    args: [{ rows: 3 }],
    holds: new Ledger(),
    fails: { rows: 4 },
    says: 'expected { rows: 4 } to deeply equal { rows: 3 }',
    saysNegated: 'expected Ledger{ rows: 3 } to not deeply equal { rows: 3 }',
  },
  toHaveLength: {
    args: [2],
    holds: [1, 2],
    fails: [1],
    says: 'expected [ 1 ] to have a length of 2 but got 1',
    saysNegated: 'expected [ 1, 2 ] to not have a length of 2',
  },
  toHaveProperty: {
    args: ['page.rows[0]', 7],
    holds: { page: { rows: [7] } },
    fails: { page: { rows: [8] } },
    says: 'expected { page: { rows: [ 8 ] } } to have property "page.rows[0]" with value 7',
    saysNegated:
      'expected { page: { rows: [ 7 ] } } to not have property "page.rows[0]" with value 7',
  },
  toMatch: {
    args: [/^s3:\/\//],
    holds: 's3://ledgers',
    fails: 'ledgers',
    says: "expected 'ledgers' to match /^s3:\\/\\//\\",
    saysNegated: "expected 's3://ledgers' not to match /^s3:\\/\\//\\",
  },
  toMatchObject: {
    args: [{ page: { next: 'b' } }],
    holds: { page: { next: 'b', rows: [] } },
    fails: { page: { next: 'c' } },
    says: "expected { page: { next: 'c' } } to match object { page: { next: 'b' } }",
    saysNegated:
      "expected { page: { next: 'b', rows: [] } } to not match object { page: { next: 'b' } }",
  },
  toStrictEqual: {
    args: [{ rows: 3 }],
    holds: { rows: 3 },
    fails: { rows: 3, next: undefined },
    says: 'expected { rows: 3, next: undefined } to strictly equal { rows: 3 }',
    saysNegated: 'expected { rows: 3 } to not strictly equal { rows: 3 }',
  },
  toThrow: {
    args: ['Too many'],
    holds: () => {
      throw tooMany
    },
    fails: () => {
      throw noSuchKey
    },
    says: "expected [Function fails] to throw error including 'Too many' but got 'No such key'",
    saysNegated: "expected [Function holds] to throw error not including 'Too many'",
    rejected: {
      holds: tooMany,
      fails: noSuchKey,
      says: "expected [Function] to throw error including 'Too many' but got 'No such key'",
      saysNegated: "expected [Function] to throw error not including 'Too many'",
    },
  },
}
