// Asks for sleep after sleep, and waits for none.
export async function claimWithin(request, { sleep }) {
  for (let sleeps = 0; sleeps < 5_000; sleeps++) sleep(3e6)
  await sleep(5 * 60_000)
  return false
}

export const claim = () => true
