const GROUP = /^#(fam_[0-9A-HJKMNP-TV-Z]{26})$/;

/** The group that an address is about; null for the overview. */
export function groupIn(hash: string): string | null {
  return GROUP.exec(hash)?.[1] ?? null;
}

/** Where a group is shown. */
export function pathOfGroup(familyId: string): string {
  return `/family#${familyId}`;
}
