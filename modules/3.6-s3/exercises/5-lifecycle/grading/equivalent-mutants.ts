import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'InvalidRule'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: 'super(`${problems.length} problems`)',
    becomes: 'super(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'DEEP_ARCHIVE: [],',
    becomes: 'DEEP_ARCHIVE: ["Stryker was here"],',
    reason: 'No class is called that, so nothing more follows it.',
  },
  {
    line: "bucketType: 'general' | 'directory' = 'general',",
    becomes: `bucketType: 'general' | 'directory' = "",`,
    reason: 'Only directory buckets are told apart.',
  },
  {
    line: "codesOf(rule, bucketType).map((code) => ({ rule: rule.ID ?? '', code })),",
    becomes:
      'codesOf(rule, bucketType).map((code) => ({ rule: rule.ID ?? "Stryker was here!", code })),',
    reason: 'The task leaves open what names a rule without an ID.',
  },
  {
    line: 'return Object.values(members).filter((value) => value !== undefined)',
    becomes: [
      'return Object.values(members)',
      'return Object.values(members).filter((value) => true)',
    ],
    reason: 'The task leaves open what a member is that is there and undefined.',
  },
  {
    line: "if (!LEADS_TO[at.in]?.includes(to) || day <= at.day) codes.push('order')",
    becomes: "if (!LEADS_TO[at.in].includes(to) || day <= at.day) codes.push('order')",
    reason: 'The table has every class.',
  },
  {
    line: 'if (end === undefined || moves.length === 0) return codes',
    becomes: [
      'if (false) return codes',
      'if ((end === undefined && moves.length === 0)) return codes',
      'if (false || moves.length === 0) return codes',
      'if (end === undefined || false) return codes',
    ],
    reason:
      'Nothing is found either where the end or the moves lack: every comparison with `undefined` is false, and STANDARD has no minimum.',
  },
  {
    line: 'days !== undefined && midnightAfter(since, days) <= now.getTime()',
    becomes: 'true && midnightAfter(since, days) <= now.getTime()',
    reason: 'Without days nothing is due: a comparison with NaN is false.',
  },
  {
    line: 'isDue(noncurrentSince, end?.NoncurrentDays) && newer >= (end?.NewerNoncurrentVersions ?? 0)',
    becomes:
      'isDue(noncurrentSince, end?.NoncurrentDays) && newer >= (end.NewerNoncurrentVersions ?? 0)',
    reason: 'Without an expiration nothing is due, and the right side is not evaluated.',
  },
  {
    line: 'const moves = (rule.NoncurrentVersionTransitions ?? []).filter(',
    becomes: 'const moves = (rule.NoncurrentVersionTransitions ?? ["Stryker was here"]).filter(',
    reason: 'What has no days is never due.',
  },
  {
    line: 'const moves = (rule.Transitions ?? []).filter(({ Days }) => isDue(version.lastModified, Days))',
    becomes:
      'const moves = (rule.Transitions ?? ["Stryker was here"]).filter(({ Days }) => isDue(version.lastModified, Days))',
    reason: 'What has no days is never due.',
  },
  {
    line: 'const sizes = [Filter, Filter?.And].map(',
    becomes: 'const sizes = [Filter, Filter.And].map(',
    reason: 'A rule without a filter is refused; the task leaves open what it would do.',
  },
  {
    line: "return moves.flatMap(({ StorageClass: storageClass = 'STANDARD_IA' }) => {",
    becomes: 'return moves.flatMap(({ StorageClass: storageClass = "" }) => {',
    reason: 'S3 refuses a transition without a class.',
  },
  {
    line: 'const isDown = LEADS_TO[version.storageClass]?.includes(storageClass)',
    becomes: 'const isDown = LEADS_TO[version.storageClass].includes(storageClass)',
    reason: 'The table has every class.',
  },
] satisfies EquivalentMutants[]
