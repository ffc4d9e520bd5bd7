/** A secret in groups of four, as people read it out. */
export function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? "";
}

/** An SVG document as a picture's address: in an `img` none of its scripts would run. */
export function pictureOf(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

/** Recovery codes as a file to keep: what they are for, then each on a line. */
export function codesFile(codes: readonly string[], headline: string): string {
  return `${headline}\n\n${codes.join("\n")}\n`;
}
