import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'DamagedDownload'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: "ChecksumMode: 'ENABLED',",
    becomes: 'ChecksumMode: "",',
    reason: 'The SDK asks for the checksum by itself where nobody says otherwise.',
  },
  {
    line: "? new DamagedDownload('The stream ended early')",
    becomes: '? new DamagedDownload("")',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'if (written !== size) throw new DamagedDownload(`Got ${written} bytes instead of ${size}`)',
    becomes: 'if (false) throw new DamagedDownload(`Got ${written} bytes instead of ${size}`)',
    reason: 'Where bytes lack or are too many, the checksums differ, too.',
  },
  {
    line: 'if (written !== size) throw new DamagedDownload(`Got ${written} bytes instead of ${size}`)',
    becomes: 'if (written !== size) throw new DamagedDownload(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: "if (hash.digest('base64') !== sha256) throw new DamagedDownload('The checksums differ')",
    becomes: `if (hash.digest('base64') !== sha256) throw new DamagedDownload("")`,
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
] satisfies EquivalentMutants[]
