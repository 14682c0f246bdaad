import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'InvalidUpdateTime'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: "Number(Item?.['updatedAt']?.N) === updatedAt && Number(Item?.['version']?.N) === version",
    becomes: [
      "Number(Item?.['updatedAt'].N) === updatedAt && Number(Item?.['version']?.N) === version",
      "Number(Item['updatedAt']?.N) === updatedAt && Number(Item?.['version']?.N) === version",
      "Number(Item?.['updatedAt']?.N) === updatedAt && Number(Item?.['version'].N) === version",
      "Number(Item?.['updatedAt']?.N) === updatedAt && Number(Item['version']?.N) === version",
    ],
    reason:
      'A failed condition hands over the item, and every item of the table was stored with both attributes.',
  },
  {
    line: "const [, month = '', day, hour, minute, second, year] = FORM.exec(text) ?? []",
    becomes: [
      'const [, month = "Stryker was here!", day, hour, minute, second, year] = FORM.exec(text) ?? []',
      `const [, month = '', day, hour, minute, second, year] = FORM.exec(text) ?? ["Stryker was here"]`,
    ],
    reason: 'No month is called that: the text is refused all the same.',
  },
  {
    line: 'if (!MONTHS.includes(month)) throw new InvalidUpdateTime(`Cannot read the time "${text}"`)',
    becomes: 'if (!MONTHS.includes(month)) throw new InvalidUpdateTime(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
] satisfies EquivalentMutants[]
