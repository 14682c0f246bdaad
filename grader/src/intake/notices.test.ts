import { expect, test } from 'vitest'

import { Notices } from './notices.ts'

test('says each thing once, with names quoted and cut', () => {
  const notices = new Notices()
  notices.notRead({ path: 'ke\u202Ey.ts', reason: 'is a FIFO' })
  notices.notRead({ path: 'ke\u202Ey.ts', reason: 'is a FIFO' })
  notices.notRead({ path: 'n'.repeat(5000), reason: 'is a FIFO' })
  expect(notices.list()).toEqual([
    'Not read: "ke\\u{202e}y.ts" is a FIFO',
    `Not read: "${'n'.repeat(77)}…" is a FIFO`,
  ])
})

test('stops at twenty notices and counts the others', () => {
  const notices = new Notices()
  for (let n = 1; n <= 25; n++) notices.add(`Notice ${n}`)
  expect(notices.list()).toHaveLength(21)
  expect(notices.list().at(-1)).toBe('There are 5 more notices')
})
