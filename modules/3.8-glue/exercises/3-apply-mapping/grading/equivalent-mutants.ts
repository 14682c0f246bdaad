import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined",
    becomes: 'if (false || value === null || !Object.hasOwn(value, name)) return undefined',
    reason: 'The task leaves open whether a text has fields.',
  },
  {
    line: "const [name = '', ...rest] = path",
    becomes: 'const [name = "Stryker was here!", ...rest] = path',
    reason: 'A path has one name at least.',
  },
  {
    line: "const entries = typeof found === 'object' && found !== null ? Object.entries(found) : []",
    becomes: [
      'const entries = true ? Object.entries(found) : []',
      "const entries = (typeof found === 'object' || found !== null) ? Object.entries(found) : []",
      'const entries = true && found !== null ? Object.entries(found) : []',
      "const entries = typeof found === 'object' && true ? Object.entries(found) : []",
      `const entries = typeof found === 'object' && found !== null ? Object.entries(found) : ["Stryker was here"]`,
    ],
    reason: 'What is no object has no member that is named by a type.',
  },
  {
    line: "if (typeof value === 'boolean') return value",
    becomes: ['if (false) return value', 'if (typeof value === "") return value'],
    reason: 'A boolean spells itself.',
  },
  {
    line: "if (typeof value === 'boolean' || !/^[+-]?\\d+$/.test(value)) return undefined",
    becomes: [
      'if (false || !/^[+-]?\\d+$/.test(value)) return undefined',
      'if (typeof value === "" || !/^[+-]?\\d+$/.test(value)) return undefined',
    ],
    reason: 'A boolean spells itself.',
  },
  {
    line: "return BigInt(value.replace('+', ''))",
    becomes: `return BigInt(value.replace("", ''))`,
    reason: '`BigInt` reads a text with a sign, too.',
  },
  {
    line: 'if (value === null) return null',
    becomes: 'if (false) return null',
    reason: 'The task leaves open what a choice is whose member is `null`.',
  },
  {
    line: "if (typeof value === 'number' || typeof value === 'bigint') return Number(value)",
    becomes: [
      'if (false) return Number(value)',
      "if ((typeof value === 'number' && typeof value === 'bigint')) return Number(value)",
      "if (false || typeof value === 'bigint') return Number(value)",
      `if (typeof value === "" || typeof value === 'bigint') return Number(value)`,
    ],
    reason: 'A finite number spells itself; the task leaves open what `Infinity` becomes.',
  },
  {
    line: "if (typeof value === 'number' || typeof value === 'bigint') return Number(value)",
    becomes: [
      "if (typeof value === 'number' || false) return Number(value)",
      `if (typeof value === 'number' || typeof value === "") return Number(value)`,
    ],
    reason: 'A whole number spells itself.',
  },
  {
    line: "if (typeof value === 'boolean') return undefined",
    becomes: ['if (false) return undefined', 'if (typeof value === "") return undefined'],
    reason: 'A boolean spells itself.',
  },
] satisfies EquivalentMutants[]
