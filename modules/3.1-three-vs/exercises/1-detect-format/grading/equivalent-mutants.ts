import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "const extension = /\\.([^./]+)$/.exec(key)?.[1]?.toLowerCase() ?? ''",
    becomes: "const extension = /\\.([^./]+)$/.exec(key)?.[1].toLowerCase() ?? ''",
    reason: 'Where the pattern matches, it has found an extension.',
  },
  {
    line: "const extension = /\\.([^./]+)$/.exec(key)?.[1]?.toLowerCase() ?? ''",
    becomes:
      'const extension = /\\.([^./]+)$/.exec(key)?.[1]?.toLowerCase() ?? "Stryker was here!"',
    reason: 'No extension is called that, so nothing is promised.',
  },
  {
    line: '} catch {',
    becomes: '} catch {}',
    reason: 'Without an answer it is `undefined`, which is no text and no JSON.',
  },
  {
    line: 'const token = /[\\s[\\]{}:,]+|"(?:[^"\\\\]|\\\\[^])*(?:"|\\\\?$)|[-+.\\dEe]+|true|false|null/y',
    becomes: [
      'const token = /[\\s[\\]{}:,]|"(?:[^"\\\\]|\\\\[^])*(?:"|\\\\?$)|[-+.\\dEe]+|true|false|null/y',
      'const token = /[\\s[\\]{}:,]+|"(?:[^"\\\\]|\\\\[^])*(?:"|\\\\?)|[-+.\\dEe]+|true|false|null/y',
      'const token = /[\\s[\\]{}:,]+|"(?:[^"\\\\]|\\\\[^])*(?:"|\\\\?$)|[-+.\\dEe]|true|false|null/y',
    ],
    reason: 'The pattern takes the same texts.',
  },
  {
    line: "const [first = '', ...rest] = text.trimStart().split('\\n')",
    becomes: 'const [first = "Stryker was here!", ...rest] = text.trimStart().split(\'\\n\')',
    reason: '`split` gives one part at least.',
  },
  {
    line: "const [first = '', ...rest] = text.trimStart().split('\\n')",
    becomes: "const [first = '', ...rest] = text.trimEnd().split('\\n')",
    reason: 'The task leaves open what a first line is that is empty.',
  },
  {
    line: '} catch {',
    becomes: '} catch {}',
    reason: 'Without an answer it is `undefined`, which is no text and no JSON.',
  },
] satisfies EquivalentMutants[]
