"use client";

import { useLocale } from "next-intl";
import { useMemo, type ReactNode } from "react";
import { Provider } from "urql";
import { useSession, useSessionStore } from "@/features/session/session-context";
import { createClient } from "./create-client";

export function ClientProvider({ children }: { children: ReactNode }) {
  const store = useSessionStore();
  const session = useSession();
  const locale = useLocale();
  const epoch = session.status === "signed-in" ? session.epoch : 0;
  // A new epoch is another person: they get a client with an empty cache.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const client = useMemo(() => createClient(store, locale), [store, locale, epoch]);
  return <Provider value={client}>{children}</Provider>;
}
