export type SourcePart = { text: string; href: string | null };

const ADDRESS = /https?:\/\/[^\s;,]+/g;

/** A source cut into text and addresses, so that what is an address can be followed. */
export function sourceParts(source: string): SourcePart[] {
  const parts: SourcePart[] = [];
  let end = 0;
  for (const { 0: address, index } of source.matchAll(ADDRESS)) {
    if (index > end) parts.push({ text: source.slice(end, index), href: null });
    parts.push({ text: address, href: address });
    end = index + address.length;
  }
  if (end < source.length) parts.push({ text: source.slice(end), href: null });
  return parts;
}
