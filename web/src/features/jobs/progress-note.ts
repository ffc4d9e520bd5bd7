export type ProgressNote = { key: "fetching" | "reading" | "storing"; count: number } | { key: "other"; text: string };

const STORING = /^storing (\d+) lines$/;

/** What a job's note says, so that it can be said in the person's language; a note that is not known is kept as it is. */
export function readProgressNote(note: string): ProgressNote {
  if (note === "fetching" || note === "reading") return { key: note, count: 0 };
  const count = STORING.exec(note)?.[1];
  return count ? { key: "storing", count: Number(count) } : { key: "other", text: note };
}
