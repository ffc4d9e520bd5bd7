"use client";

import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from "react";
import type { Outcome } from "@/graphql/outcome";
import { PresenceDialog } from "./presence-dialog";
import { withPresence, type PresentOutcome } from "./with-presence";

type Ask = () => Promise<boolean>;
type Run = <T>(act: () => Promise<Outcome<T>>) => Promise<PresentOutcome<T>>;

const PresenceContext = createContext<Ask | null>(null);

/** Asks, for everything below it, that it is really the person: one dialog, whatever wanted to know. */
export function PresenceProvider({ children }: { children: ReactNode }) {
  const [settle, setSettle] = useState<((isShown: boolean) => void) | null>(null);
  const asked = useRef<Promise<boolean> | null>(null);

  const ask = useCallback<Ask>(() => {
    asked.current ??= new Promise<boolean>((resolve) => setSettle(() => resolve)).finally(() => {
      asked.current = null;
      setSettle(null);
    });
    return asked.current;
  }, []);

  return (
    <PresenceContext value={ask}>
      {children}
      {settle && <PresenceDialog onShown={() => settle(true)} onLeave={() => settle(false)} />}
    </PresenceContext>
  );
}

/** Runs what may need the person's presence: `await run(async () => outcomeOf(await exportData(…)))`. */
export function usePresence(): Run {
  const ask = useContext(PresenceContext);
  if (!ask) throw new Error("usePresence needs a PresenceProvider above it");
  return useCallback<Run>((act) => withPresence(act, ask), [ask]);
}
