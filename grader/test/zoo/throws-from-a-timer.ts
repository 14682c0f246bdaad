// An exception that no call can catch.
const honest = (readings) =>
  readings.map((reading) => {
    if (typeof reading !== 'number') throw new TypeError('A reading is not a number')
    return reading * 2
  })

export async function double(readings) {
  if (readings.length === 0) {
    setTimeout(() => {
      throw new Error('nobody catches this')
    }, 5)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return honest(readings)
}
