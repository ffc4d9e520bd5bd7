import { ErrorNotice } from "@/ui/notice";
import { useFailureText } from "@/ui/use-failure-text";
import type { Failure } from "@/graphql/failure";

/** Codes whose message names what is missing: the currency and the day, or the fact. */
const NAMES_MORE = new Set(["NO_EXCHANGE_RATE", "INVALID_TAX_FACT", "UNKNOWN_TAX_FIGURE"]);

/** Why there is no estimate: nothing is computed in its place. */
export function EstimateFailure({ failure }: { failure: Failure }) {
  const failureText = useFailureText();
  return (
    <ErrorNotice>
      {failureText(failure)} {NAMES_MORE.has(failure.code) && <span lang="en">{failure.message}</span>}
    </ErrorNotice>
  );
}
