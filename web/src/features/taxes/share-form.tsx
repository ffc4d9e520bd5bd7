"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Button } from "@/ui/button";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { useCategoryGroups } from "@/features/transactions/use-category-groups";
import { useBusinessShare } from "./use-business-share";
import rows from "@/ui/rows.module.css";
import styles from "./taxes.module.css";

const USUAL_PERCENT = "50";

/** Says how much of a category's costs is of the business. */
export function ShareForm() {
  const t = useTranslations("taxes");
  const failureText = useFailureText();
  const groups = useCategoryGroups();
  const { setShare, failure, isBusy } = useBusinessShare();
  const [categoryId, setCategoryId] = useState("");
  const [percent, setPercent] = useState(USUAL_PERCENT);
  const [isSaved, setIsSaved] = useState(false);

  async function save(event: FormEvent) {
    event.preventDefault();
    setIsSaved(await setShare(categoryId, Number(percent)));
  }

  return (
    <form className={styles.shareForm} onSubmit={(event) => void save(event)}>
      <SelectField
        label={t("shareCategory")}
        value={categoryId}
        required
        error={failure?.field === "categoryId" ? failureText(failure) : undefined}
        onChange={(event) => setCategoryId(event.target.value)}
      >
        <option value="" disabled />
        {groups.map((group) => (
          <optgroup key={group.id} label={group.name}>
            {group.options.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </SelectField>
      <TextField
        label={t("share")}
        type="number"
        inputMode="decimal"
        min={0}
        max={100}
        step={0.1}
        required
        value={percent}
        error={failure && failure.field !== "categoryId" ? failureText(failure) : undefined}
        onChange={(event) => setPercent(event.target.value)}
      />
      <Button type="submit" look="secondary" isBusy={isBusy}>
        {t("save")}
      </Button>
      <span role="status" className={rows.muted}>
        {isSaved ? t("shareSaved") : ""}
      </span>
    </form>
  );
}
