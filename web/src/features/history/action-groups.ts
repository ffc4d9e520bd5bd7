/** Sorts of entries a person may want alone, each with its actions. `all` is everything. */
export const ACTION_GROUPS = {
  all: null,
  access: [
    "session.opened", "session.ended", "session.all_ended", "session.reuse_detected", "user.password_changed",
    "user.email_changed", "user.email_change_undone", "user.deactivated", "user.reactivated", "user.role_changed",
    "factor.added", "factor.removed", "factor.reset", "factor.refused", "factor.recovery_codes_made",
    "factor.recovery_code_used", "external_identity.linked", "external_identity.unlinked",
  ],
  others: [
    "grant.invited", "grant.accepted", "grant.declined", "grant.revoked", "grant.used",
    "grant.inspection_opened", "app.connected", "app.disconnected", "support.looked_up", "lead.requested",
    "lead.withdrawn", "lead.accepted", "lead.contacted", "lead.won", "lead.lost", "partner.tied", "tax_calendar.made", "tax_calendar.revoked", "report.made", "report.revoked",
    "webhook.created", "webhook.updated",
    "webhook.secret_rotated", "webhook.deleted", "webhook.disabled", "webhook.redelivered",
  ],
  money: [
    "payment.created", "payment.confirmed", "payment.cancelled", "payment.sent", "payment.answered", "payment.settled",
    "payment.ended", "payment.unknown", "payee.added", "payee.removed",
  ],
} as const satisfies Record<string, readonly string[] | null>;

export type ActionGroup = keyof typeof ACTION_GROUPS;
