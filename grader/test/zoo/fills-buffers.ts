// Memory that the heap's limit does not count.
export async function double() {
  const kept = []
  for (let times = 0; times < 200; times++) {
    kept.push(Buffer.alloc(16 << 20, 1))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return kept
}
