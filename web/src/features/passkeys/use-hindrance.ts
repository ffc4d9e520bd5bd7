"use client";

import { useSyncExternalStore } from "react";
import type { Failure } from "@/graphql/failure";
import { hindrance } from "./use-passkey";

let known: Failure | null | undefined;

/** What keeps this page from using passkeys, or null. The server knows nothing of it and answers null. */
export function useHindrance(): Failure | null {
  return useSyncExternalStore(never, seen, () => null);
}

/** The same object each time: neither the browser nor the address changes while the page is there. */
function seen(): Failure | null {
  known ??= hindrance();
  return known;
}

function never(): () => void {
  return () => undefined;
}
