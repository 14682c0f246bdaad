// More objects than the heap may hold.
export function double() {
  const kept = []
  for (;;) kept.push(new Array(1 << 20).fill(kept.length + 0.5))
}
