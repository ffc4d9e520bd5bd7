/** The kind of tax number that a refusal names at its end; the first kind where it names none. */
export function refusedKind(message: string, kinds: readonly string[]): string | undefined {
  const named = message.match(/[a-z_]+/g) ?? [];
  return [...named].reverse().find((word) => kinds.includes(word)) ?? kinds[0];
}
