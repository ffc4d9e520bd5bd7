/** A part of a total: what a bank or a statement tells of, and what waits or was written by hand. */
export type CheckedSum = { confirmed: string; estimated: string };

/** What the API says of an income report to whoever holds its code. */
export type CheckedReport = {
  digest: string;
  madeOn: string;
  totals: { from: string; to: string; currency: string; income: CheckedSum; expenses: CheckedSum; profit: CheckedSum };
};

export type CheckOutcome = { report: CheckedReport } | { failure: "unknown" | "limited" | "unreachable" };

/** Ask what a code stands for. Never throws: what went wrong is an outcome. */
export async function askForReport(code: string, ask: typeof fetch = fetch): Promise<CheckOutcome> {
  try {
    const answer = await ask(`/api/reports/${encodeURIComponent(code)}`, { headers: { accept: "application/json" } });
    if (answer.status === 404) return { failure: "unknown" };
    if (answer.status === 429) return { failure: "limited" };
    if (!answer.ok) return { failure: "unreachable" };
    return { report: (await answer.json()) as CheckedReport };
  } catch {
    return { failure: "unreachable" };
  }
}
