// Errors of the grader's callbacks: their stacks, causes and members name files. The next file of
// the same box tells them.
if (globalThis.loot) throw new Error(globalThis.loot)

const everything = (error) =>
  [error.stack, error.cause?.stack, error.message, ...Object.entries(error).flat().map(String)].join(' ')

export async function claimWithin({ client }, { sleep, now }) {
  Error.prepareStackTrace = (error, sites) => sites.map((site) => site.getFileName()).join()
  globalThis.loot = 'loot: '
  await sleep(1, { signal: {} }).catch((error) => (globalThis.loot += everything(error)))
  await client.send({}).catch((error) => (globalThis.loot += everything(error)))
  globalThis.loot += Object.getOwnPropertyNames(sleep).map((name) => sleep[name]) + sleep + now
  globalThis.loot += sleep.constructor('return process')().mainModule?.filename
  return false
}

export const claim = () => true
