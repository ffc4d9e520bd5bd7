import type { InviteToBooksInput } from "@/gql/graphql";

/** What the form says, as text; `accountIds` are those that were ticked, `isAll` that all are meant. */
export type InvitationForm = {
  email: string;
  kind: string;
  isAll: boolean;
  accountIds: readonly string[];
  periodFrom: string;
  periodTo: string;
  lastDay: string;
};

/** The API's input. What was left empty is left out: no bound. The last day counts whole, in the person's own time. */
export function invitationOf(form: InvitationForm): InviteToBooksInput {
  return {
    email: form.email.trim(),
    kind: form.kind === "ACCOUNTANT" ? "ACCOUNTANT" : "READ_ONLY",
    accountIds: form.isAll ? null : [...form.accountIds],
    periodFrom: form.periodFrom || null,
    periodTo: form.periodTo || null,
    expiresAt: form.lastDay ? dayAfter(form.lastDay).toISOString() : null,
  };
}

/** The midnight that ends a day, given as `2026-03-31`. */
function dayAfter(day: string): Date {
  const midnight = new Date(`${day}T00:00:00`);
  midnight.setDate(midnight.getDate() + 1);
  return midnight;
}
