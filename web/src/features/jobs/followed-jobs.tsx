"use client";

import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";

type FollowedJobs = { ids: ReadonlySet<string>; follow: (jobId: string) => () => void };

const NOBODY: FollowedJobs = { ids: new Set(), follow: () => () => undefined };
const FollowedJobsContext = createContext<FollowedJobs>(NOBODY);

/** Knows which jobs have a bar of their own somewhere on the page, so that none is shown twice. */
export function FollowedJobsProvider({ children }: { children: ReactNode }) {
  const [followed, setFollowed] = useState<string[]>([]);
  const follow = useCallback((jobId: string) => {
    setFollowed((current) => [...current, jobId]);
    return () => setFollowed((current) => current.toSpliced(current.indexOf(jobId), 1));
  }, []);
  const value = useMemo(() => ({ ids: new Set(followed), follow }), [followed, follow]);
  return <FollowedJobsContext value={value}>{children}</FollowedJobsContext>;
}

export function useFollowedJobs(): FollowedJobs {
  return useContext(FollowedJobsContext);
}
