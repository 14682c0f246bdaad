// Half a million timers.
export async function claimWithin() {
  for (let timers = 0; timers < 300_000; timers++) setTimeout(() => {}, timers)
  await new Promise((resolve) => setTimeout(resolve, 5 * 60_000))
  return false
}

export const claim = () => true
