import type { Failure } from "@/graphql/failure";

/** Why a passkey can't be used on this page, or null where it can: browsers bind them to a name, never to an address. */
export function passkeyHindrance(isKnown: boolean, hostname: string): Failure | null {
  if (isAddress(hostname)) return failed("PASSKEY_NEEDS_NAME");
  return isKnown ? null : failed("PASSKEY_UNSUPPORTED");
}

/** What a failed use of a passkey means for the person. */
export function passkeyFailure(error: unknown): Failure {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "InvalidStateError") return failed("PASSKEY_KNOWN_HERE");
  if (name === "SecurityError") return failed("PASSKEY_NEEDS_NAME");
  // Closed by the person, timed out, or no passkey of ours on the device: browsers don't tell pages which.
  return failed("PASSKEY_NOT_GIVEN");
}

/** True for the same machine by its number: there the same page has a name, too. */
export function isLoopback(hostname: string): boolean {
  return /^127\.\d+\.\d+\.\d+$/.test(hostname) || hostname === "[::1]";
}

function isAddress(hostname: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(hostname) || hostname.startsWith("[");
}

function failed(code: string): Failure {
  return { code, message: "No passkey could be used here.", field: null };
}
