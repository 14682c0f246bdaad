import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'for await (const { Items = [] } of paginateScan({ client: deps.doc }, { TableName: table })) {',
    becomes:
      'for await (const { Items = ["Stryker was here"] } of paginateScan({ client: deps.doc }, { TableName: table })) {',
    reason: 'A page of a Scan always has `Items`; only the type allows for less.',
  },
  {
    line: "if (Number(item['expires'] ?? Infinity) <= deps.now() / 1_000) continue",
    becomes: "if ((Number(item['expires'] ?? Infinity) < deps.now() / 1_000)) continue",
    reason: 'The task leaves open whether an item expires at its second or after it.',
  },
  {
    line: 'if (batch.length > 0) yield batch',
    becomes: ['if (true) yield batch', 'if ((batch.length >= 0)) yield batch'],
    reason: 'An empty batch is not sent: there is nothing left to try.',
  },
  {
    line: 'if (attempt > 1) await deps.sleep(200 * attempt)',
    becomes: [
      'if (true) await deps.sleep(200 * attempt)',
      'if ((attempt >= 1)) await deps.sleep(200 * attempt)',
    ],
    reason: 'Waiting before the first attempt, too, only costs time.',
  },
  {
    line: 'if (attempt > 1) await deps.sleep(200 * attempt)',
    becomes: 'if (attempt > 1) await deps.sleep((200 / attempt))',
    reason: 'The task does not say how long to wait.',
  },

  {
    line: 'if (batch.length === MAX_MESSAGES || bytes + size > MAX_BYTES) {',
    becomes: 'if (batch.length === MAX_MESSAGES || (bytes + size >= MAX_BYTES)) {',
    reason:
      'How full a batch is depends on what is at hand: one of exactly 1 MiB may as well be two.',
  },
] satisfies EquivalentMutants[]
