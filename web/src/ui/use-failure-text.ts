"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Failure } from "@/graphql/failure";

/**
 * A failure in the person's language where its code says all there is to say; else the API's own words, which name the
 * line or the limit.
 */
export function useFailureText(): (failure: Failure) => string {
  const t = useTranslations("failures");
  return useCallback(
    (failure: Failure) => {
      const key = failure.code as Parameters<typeof t>[0];
      return t.has(key) ? t(key) : failure.message;
    },
    [t],
  );
}
