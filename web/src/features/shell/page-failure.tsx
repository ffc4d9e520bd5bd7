"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/notice";

/** A page that broke while it was drawn: nothing of the person's is lost, and it can be drawn anew. */
export function PageFailure({ reset }: { reset: () => void }) {
  const t = useTranslations("lost");
  const common = useTranslations("common");
  return (
    <div role="alert">
      <EmptyState title={t("broken")} action={<Button onClick={reset}>{common("tryAgain")}</Button>}>
        {t("brokenText")}
      </EmptyState>
    </div>
  );
}
