/** Something the operator can mend: a port in use, a folder that cannot be read. */
export class CloudError extends Error {
  override name = 'CloudError'
}
