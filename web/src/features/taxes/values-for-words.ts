import { formatDay } from "@/format/dates";

export type NoteValue = { name: string; value: string };

/** What a message is given: days as the person writes them, counts as numbers, all else as it is. */
export function valuesForWords(values: readonly NoteValue[], locale: string): Record<string, string | number> {
  return Object.fromEntries(values.map(({ name, value }) => [name, READ[name]?.(value, locale) ?? value]));
}

const READ: Record<string, (value: string, locale: string) => string | number> = {
  day: (value, locale) => formatDay(value, locale, "long"),
  count: (value) => Number(value),
};
