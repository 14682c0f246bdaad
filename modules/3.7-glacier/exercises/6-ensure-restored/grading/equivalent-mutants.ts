import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "const tiers = TIERS[head.ArchiveStatus ?? head.StorageClass ?? 'STANDARD']",
    becomes: 'const tiers = TIERS[head.ArchiveStatus ?? head.StorageClass ?? ""]',
    reason: 'Neither is a class with tiers.',
  },
  {
    line: 'const isReadable = readableUntil > now()',
    becomes: 'const isReadable = (readableUntil >= now())',
    reason: 'The task leaves open the very moment at which a copy ends.',
  },
  {
    line: 'throw new RangeError(`"${key}" is deleted before ${wish.days} days are over`)',
    becomes: 'throw new RangeError(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: "if (!fitting) throw new RangeError(`No restore can be done as wished: ${tier ?? 'too late'}`)",
    becomes: [
      'if (!fitting) throw new RangeError(``)',
      "if (!fitting) throw new RangeError(`No restore can be done as wished: ${(tier && 'too late')}`)",
      'if (!fitting) throw new RangeError(`No restore can be done as wished: ${tier ?? ""}`)',
    ],
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: `return Date.parse(/expiry-date="([^"]*)"/.exec(header ?? '')?.[1] ?? '')`,
    becomes: [
      `return Date.parse(/expiry-date="([^"]*)"/.exec(header ?? "Stryker was here!")?.[1] ?? '')`,
      `return Date.parse(/expiry-date="([^"]*)"/.exec(header ?? '')?.[1] ?? "Stryker was here!")`,
    ],
    reason: 'Neither text has a date.',
  },
] satisfies EquivalentMutants[]
