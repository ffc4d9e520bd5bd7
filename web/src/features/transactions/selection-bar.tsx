"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/ui/button";
import { useFailureText } from "@/ui/use-failure-text";
import type { CategoryGroup } from "./category-groups";
import { CategorySelect } from "./category-select";
import { useBulkCategorise } from "./use-bulk-categorise";
import styles from "./selection-bar.module.css";

type SelectionBarProps = {
  selected: ReadonlySet<string>;
  groups: CategoryGroup[];
  onSelect: (ids: Iterable<string>) => void;
};

/** What can be done with the selected transactions: one category for all. Those that fail stay selected. */
export function SelectionBar({ selected, groups, onSelect }: SelectionBarProps) {
  const t = useTranslations("transactions");
  const failureText = useFailureText();
  const { categorise, isSaving, failure } = useBulkCategorise();
  const [isChoosing, setIsChoosing] = useState(false);
  if (selected.size === 0) return null;
  return (
    <div className={styles.bar} role="group" aria-label={t("selected", { count: selected.size })}>
      <span role="status">{failure ? failureText(failure) : t("selected", { count: selected.size })}</span>
      {isChoosing ? (
        <CategorySelect
          groups={groups}
          selectedId=""
          label={t("chooseForSelected")}
          onChoose={async (categoryId) => {
            setIsChoosing(false);
            onSelect(await categorise([...selected], categoryId));
          }}
          onClose={() => setIsChoosing(false)}
        />
      ) : (
        <Button look="secondary" isBusy={isSaving} onClick={() => setIsChoosing(true)}>
          {t("choose")}
        </Button>
      )}
      <Button look="quiet" onClick={() => onSelect([])}>
        {t("clearSelection")}
      </Button>
    </div>
  );
}
