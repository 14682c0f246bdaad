/** The user and the group without rights: `nobody` and `nogroup` on Linux. */
export const NOBODY = 65534
