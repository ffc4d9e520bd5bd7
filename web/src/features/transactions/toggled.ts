/** The set with the member, if it was without; without it, if it was there. */
export function toggled<Member>(set: ReadonlySet<Member>, member: Member): Set<Member> {
  const changed = new Set(set);
  if (!changed.delete(member)) changed.add(member);
  return changed;
}
