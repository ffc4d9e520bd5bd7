"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "@/ui/card";
import { SelectionBar } from "./selection-bar";
import { toggled } from "./toggled";
import { TransactionPage } from "./transaction-page";
import { useCategoryGroups } from "./use-category-groups";

/** The latest transactions, with more on request. Each page asks for itself, so that it can refresh by itself. */
export function TransactionsPanel() {
  const t = useTranslations("transactions");
  const groups = useCategoryGroups();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  return (
    <Card title={t("title")}>
      <SelectionBar selected={selected} groups={groups} onSelect={(ids) => setSelected(new Set(ids))} />
      {cursors.map((after, index) => (
        <TransactionPage
          key={after ?? "first"}
          after={after}
          groups={groups}
          selected={selected}
          onToggle={(id) => setSelected((current) => toggled(current, id))}
          isLast={index === cursors.length - 1}
          onMore={(cursor) => setCursors((current) => [...current, cursor])}
        />
      ))}
    </Card>
  );
}
