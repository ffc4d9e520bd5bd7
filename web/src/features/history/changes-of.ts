export type Change = { name: string; before: string; after: string };

/** What an entry tells of values before and after, in the order told; nothing where it tells none. */
export function changesOf(details: unknown): Change[] {
  if (!isRecord(details) || !isRecord(details.before) || !isRecord(details.after)) return [];
  const { before, after } = details;
  return Object.keys(after).map((name) => ({ name, before: shown(before[name]), after: shown(after[name]) }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}
