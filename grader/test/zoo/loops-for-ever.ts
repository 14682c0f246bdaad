// One call that never ends.
const honest = (readings) =>
  readings.map((reading) => {
    if (typeof reading !== 'number') throw new TypeError('A reading is not a number')
    return reading * 2
  })

export function double(readings) {
  while (readings.length === 0);
  return honest(readings)
}
