"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { TransactionFieldsFragment } from "@/gql/graphql";
import { PencilIcon } from "@/ui/icons";
import { useFailureText } from "@/ui/use-failure-text";
import type { CategoryGroup } from "./category-groups";
import { CategorySelect } from "./category-select";
import { DecisionNote } from "./decision-note";
import { useCategorise } from "./use-categorise";
import styles from "./category-cell.module.css";

type CategoryCellProps = { transaction: TransactionFieldsFragment; groups: CategoryGroup[] };

/** The category with who decided it. Pressing it opens the list; the choice is saved at once. */
export function CategoryCell({ transaction, groups }: CategoryCellProps) {
  const t = useTranslations("transactions");
  const failureText = useFailureText();
  const { categorise, isSaving, failure, twinsChanged } = useCategorise(transaction.id);
  const [isChoosing, setIsChoosing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  function close() {
    setIsChoosing(false);
    requestAnimationFrame(() => button.current?.focus());
  }

  return (
    <div className={styles.cell}>
      {isChoosing ? (
        <CategorySelect
          groups={groups}
          selectedId={transaction.category?.id ?? ""}
          label={t("chooseFor", { description: transaction.description })}
          onChoose={(id) => {
            close();
            void categorise(id);
          }}
          onClose={close}
        />
      ) : (
        <button
          ref={button}
          type="button"
          className={transaction.category ? styles.category : `${styles.category} ${styles.missing}`}
          aria-busy={isSaving}
          aria-label={t("change", {
            description: transaction.description,
            category: transaction.category?.name ?? t("uncategorised"),
          })}
          onClick={() => setIsChoosing(true)}
        >
          <span className={styles.name}>{transaction.category?.name ?? t("choose")}</span>
          <PencilIcon className={styles.pencil} />
        </button>
      )}
      <span className={styles.note} role="status">
        {failure ? (
          <span className={styles.failed}>{failureText(failure)}</span>
        ) : twinsChanged ? (
          t("twinsChanged", { count: twinsChanged })
        ) : (
          <DecisionNote transaction={transaction} />
        )}
      </span>
    </div>
  );
}
