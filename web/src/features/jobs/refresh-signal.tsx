"use client";

import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useQuery, type AnyVariables, type UseQueryArgs } from "urql";

type RefreshSignal = { version: number; refresh: () => void };

const RefreshContext = createContext<RefreshSignal>({ version: 0, refresh: () => undefined });

/** Says when finished work may have changed what the panels show. */
export function RefreshProvider({ children }: { children: ReactNode }) {
  const [version, setVersion] = useState(0);
  const refresh = useCallback(() => setVersion((current) => current + 1), []);
  const signal = useMemo(() => ({ version, refresh }), [version, refresh]);
  return <RefreshContext value={signal}>{children}</RefreshContext>;
}

export function useRefreshSignal(): RefreshSignal {
  return useContext(RefreshContext);
}

/** `useQuery` that asks the API again whenever finished work may have changed the answer. */
export function useLiveQuery<Data, Variables extends AnyVariables>(query: UseQueryArgs<Variables, Data>) {
  const { version } = useRefreshSignal();
  const [result, execute] = useQuery<Data, Variables>(query);
  const seen = useRef(version);
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    execute({ requestPolicy: "network-only" });
  }, [version, execute]);
  return [result, execute] as const;
}
