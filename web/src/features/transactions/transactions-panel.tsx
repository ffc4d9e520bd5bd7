"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "@/ui/card";
import { TransactionPage } from "./transaction-page";
import { useCategoryGroups } from "./use-category-groups";

/** The latest transactions, with more on request. Each page asks for itself, so that it can refresh by itself. */
export function TransactionsPanel() {
  const t = useTranslations("transactions");
  const groups = useCategoryGroups();
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  return (
    <Card title={t("title")}>
      {cursors.map((after, index) => (
        <TransactionPage
          key={after ?? "first"}
          after={after}
          groups={groups}
          isLast={index === cursors.length - 1}
          onMore={(cursor) => setCursors((current) => [...current, cursor])}
        />
      ))}
    </Card>
  );
}
