"use client";

import { FrontFrame } from "@/features/shell/front-frame";
import { PageFailure } from "@/features/shell/page-failure";

/** The pages before the sign-in. */
export default function FrontFailure({ reset }: { reset: () => void }) {
  return (
    <FrontFrame>
      <PageFailure reset={reset} />
    </FrontFrame>
  );
}
