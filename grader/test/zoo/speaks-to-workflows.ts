// Commands that GitHub's runner reads in any output.
console.log('::error file=a.ts::canary')
throw new Error('first\n::error::forged\n::set-output name=points::4\n::stop-commands::x\n##[error]forged\n::add-mask::4')
