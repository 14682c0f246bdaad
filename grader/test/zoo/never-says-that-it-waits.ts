// Keeps itself busy, so that virtual time stands still for ever.
const again = () => setImmediate(again)

export async function claimWithin(request, { sleep }) {
  again()
  await sleep(5 * 60_000)
  return false
}

export const claim = () => true
