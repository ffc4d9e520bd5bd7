"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { CategoryGroup } from "./category-groups";
import styles from "./category-cell.module.css";

type CategorySelectProps = {
  groups: CategoryGroup[];
  selectedId: string;
  label: string;
  onChoose: (categoryId: string) => void;
  onClose: () => void;
};

/** The platform's own select: it works with a keyboard, a screen reader and a thumb. */
export function CategorySelect({ groups, selectedId, label, onChoose, onClose }: CategorySelectProps) {
  const t = useTranslations("transactions");
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    select.current?.focus();
  }, []);
  return (
    <select
      ref={select}
      className={styles.select}
      aria-label={label}
      value={selectedId}
      onChange={(event) => onChoose(event.target.value)}
      onBlur={onClose}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      {selectedId === "" && (
        <option value="" disabled>
          {t("choose")}
        </option>
      )}
      {groups.map((group) => (
        <optgroup key={group.id} label={group.name}>
          {group.options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.name}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
