import { useState } from "react";
import { useMutation } from "urql";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import type { InsightFieldsFragment, InsightKind } from "@/gql/graphql";
import { failureOf, type Failure } from "@/graphql/failure";
import { DismissInsight, Insights, MuteInsights, UnmuteInsights } from "./insight-operations";

const PAGE_SIZE = 20;

type Answer = { error?: Parameters<typeof failureOf>[0] | undefined };

/** What was noticed, what is muted, and the ways to put things away. `learnt`: the kind that the last dismissal muted. */
export function useInsights() {
  const [{ data, error }, ask] = useLiveQuery({
    query: Insights,
    variables: { first: PAGE_SIZE },
    requestPolicy: "cache-and-network",
  });
  const [, dismissOne] = useMutation(DismissInsight);
  const [, muteKind] = useMutation(MuteInsights);
  const [, unmuteKind] = useMutation(UnmuteInsights);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [learnt, setLearnt] = useState<InsightKind | null>(null);

  function settle(answer: Answer, errors: readonly Failure[] | undefined) {
    setFailure(answer.error ? failureOf(answer.error) : (errors?.[0] ?? null));
    ask({ requestPolicy: "network-only" });
  }

  async function dismiss(insight: InsightFieldsFragment) {
    const answer = await dismissOne({ input: { id: insight.id } });
    setLearnt(answer.data?.dismissInsight.muted?.kind ?? null);
    settle(answer, answer.data?.dismissInsight.errors);
  }

  async function mute(kind: InsightKind) {
    const answer = await muteKind({ input: { kind } });
    setLearnt(null);
    settle(answer, answer.data?.muteInsights.errors);
  }

  async function unmute(kind: InsightKind) {
    const answer = await unmuteKind({ input: { kind } });
    setLearnt(null);
    settle(answer, answer.data?.unmuteInsights.errors);
  }

  const shown = failure ?? (error ? failureOf(error) : null);
  return { data, failure: shown, learnt, dismiss, mute, unmute };
}
