/** "•• 4321": enough to tell accounts apart on a screen that others may see. */
export function maskNumber(number: string | null | undefined): string | null {
  return number ? `•• ${number.slice(-4)}` : null;
}
