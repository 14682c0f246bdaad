// Leaves in the last check.
const honest = (readings) =>
  readings.map((reading) => {
    if (typeof reading !== 'number') throw new TypeError('A reading is not a number')
    return reading * 2
  })

export function double(readings) {
  if (readings.length === 0) process.exit(0)
  return honest(readings)
}
