import { once } from 'node:events'
import { argv } from 'node:process'
import type { Tier } from '../../../result.ts'
import { detectTier } from '../detect-tier.ts'
import { launchBox } from '../launch-box.ts'
import { familyOf } from '../processes.ts'

// A grader of its own for tests that need to kill one, or to start one with files left open.
// Arguments: tier, bundle, slot. Prints the box's first answer and its processes, then waits.
const [, , tier, bundle, slot] = argv as [string, string, Tier['name'], string, string]
const box = launchBox({ tier: await detectTier(tier), bundle, slot })
const [answer] = (await once(box.channel, 'data')) as [Buffer]
const family = familyOf(box.pid, process.platform)
console.log(JSON.stringify({ answer: JSON.parse(String(answer)), family }))
setInterval(() => {}, 1000)
