import { expect, test } from "vitest";
import { standingOf } from "./connection-standing";

const NOW = Date.parse("2026-03-02T00:00:00Z");

test.each([
  ["WAITING", null, false, "waiting"],
  ["NEEDS_CONSENT", "2027-01-01T00:00:00Z", false, "lapsed"],
  ["ACTIVE", "2026-03-01T23:59:59Z", false, "lapsed"],
  ["ACTIVE", "2026-03-09T00:00:00Z", true, "renew"],
  ["ACTIVE", "2026-03-09T00:00:01Z", true, "stale"],
  ["ACTIVE", null, false, "good"],
] as const)("%s until %s, stale %s: %s", (status, consentExpiresAt, isStale, standing) => {
  expect(standingOf({ status, consentExpiresAt, isStale }, NOW)).toBe(standing);
});
