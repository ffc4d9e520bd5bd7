/** What a note says apart from its key, where its words hold a name, a day or a number. */
export type NoteWords = { account?: string; day?: string; count?: number };

const SHAPES: Record<string, RegExp> = {
  "books.empty": /^Nothing is known of the account (?<account>.+)\.$/,
  "books.starts_late": /^(?<account>.+) is known from (?<day>\d{4}-\d\d-\d\d) only\.$/,
  "books.ends_early": /^(?<account>.+) is known to (?<day>\d{4}-\d\d-\d\d) only\.$/,
  "books.unsorted": /^(?<count>\d+) movements have no category: they are not counted\.$/,
};

/**
 * What the English words of a note hold, so that they can be said in another language. Null where they are put in another
 * way than this page knows: then they are shown as they are.
 */
export function noteWords(key: string, text: string): NoteWords | null {
  const shape = SHAPES[key];
  if (!shape) return {};
  const found = shape.exec(text)?.groups;
  if (!found) return null;
  const { account, day, count } = found;
  return { ...(account && { account }), ...(day && { day }), ...(count && { count: Number(count) }) };
}
