/** The seed of checks that run inside vitest; the grader records one per run. */
export const AUTHORING_SEED = 20_260_302

/** A seed of its own for each check, from the run's seed and the check's name (32 bits). */
export function seedFor(seed: number, name: string): number {
  let hash = seed >>> 0
  for (const character of name) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193) >>> 0
  }
  return hash
}
