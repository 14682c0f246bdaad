/**
 * Runs works in turn, so that whatever else the machine does strikes all of them, and returns the
 * median of each in milliseconds. A work is given the number of its round.
 */
export async function inTurn(
  works: readonly ((round: number) => Promise<unknown>)[],
  rounds: number,
): Promise<number[]> {
  const times: number[][] = works.map(() => [])
  // Some rounds more, which warm up both sides.
  for (let round = -Math.ceil(rounds / 5); round < rounds; round++) {
    for (const [index, work] of works.entries()) {
      const started = performance.now()
      await work(Math.max(round, 0))
      if (round >= 0) times[index]!.push(performance.now() - started)
    }
  }
  return times.map((all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!)
}
