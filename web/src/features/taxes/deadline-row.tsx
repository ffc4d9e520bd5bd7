"use client";

import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { formatDay, formatWeekday, localDay } from "@/format/dates";
import { formatMoney } from "@/format/money";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { useFailureText } from "@/ui/use-failure-text";
import { isUnmarked, shiftOf, type OwnDeadline } from "./deadline-list";
import { DueIn } from "./due-in";
import { Source } from "./figure-row";
import { MarkForm } from "./mark-form";
import { useMarkDeadline } from "./use-mark-deadline";
import { useTaxWords } from "./use-tax-words";
import rows from "@/ui/rows.module.css";
import styles from "./deadlines.module.css";

type DeadlineRowProps = {
  deadline: OwnDeadline;
  hasSeveral: boolean;
  /** What became of it, in words: the row itself may be gone from the list then. */
  onMarked: (said: string) => void;
};

/** A deadline: what is filed or paid by when, why on that day, and whether it was. `hasSeveral`: of which profile, too. */
export function DeadlineRow({ deadline, hasSeveral, onMarked }: DeadlineRowProps) {
  const t = useTranslations("taxes");
  const locale = useLocale();
  const words = useTaxWords();
  const failureText = useFailureText();
  const { mark, failure, isBusy } = useMarkDeadline(deadline);
  const [isMarking, setIsMarking] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const { kind, doneOn, dueOn, statedOn, owed, paidBy } = deadline;
  const today = localDay(new Date());
  const name = words.deadline(deadline.key, deadline.label);
  const shift = shiftOf(deadline);

  /** The form goes, and the focus to the button that stands in its place. */
  function leaveForm() {
    setIsMarking(false);
    setTimeout(() => row.current?.querySelector<HTMLButtonElement>(":scope > button")?.focus());
  }

  async function markOn(day: string) {
    if (!(await mark(day))) return;
    leaveForm();
    onMarked(`${name}: ${doneText(day)}`);
  }

  async function unmark() {
    if (await mark(null)) onMarked(`${name}: ${t("markGone")}`);
  }

  function doneText(day: string): string {
    return t(kind === "PAYMENT" ? "paidOn" : "filed", { day: formatDay(day, locale) });
  }

  return (
    <li ref={row} className={rows.row} data-testid="tax-deadline" data-kind={kind}>
      <div className={rows.summary}>
        <span>
          <span className={kind === "PAYMENT" ? styles.pay : styles.file}>{t(`kind.${kind}`)}</span> <strong>{name}</strong>{" "}
          {doneOn && <span className={rows.badge}>✓ {doneText(doneOn)}</span>}
          {isUnmarked(deadline, today) && <span className={rows.quietBadge}>{t("isOver")}</span>}
        </span>
        <span>
          {formatWeekday(dueOn, locale)}
          {!doneOn && !paidBy && <DueIn day={dueOn} today={today} />}
          {hasSeveral && <span className={rows.muted}> · {words.profile(deadline.profile)}</span>}
        </span>
        {owed && !paidBy && <span className={rows.muted}>{t("owed", { amount: formatMoney(owed, locale) })}</span>}
        {paidBy && (
          <span className={rows.muted}>
            ✓ {t("foundPaid", { amount: formatMoney(paidBy.amount, locale), day: formatDay(paidBy.bookedOn, locale) })}
          </span>
        )}
        {shift && <span className={rows.muted}>{t(`shifted.${shift}`, { stated: formatWeekday(statedOn, locale) })}</span>}
        <details className={styles.source}>
          <summary aria-label={`${t("source")}: ${name}`}>{t("source")}</summary>
          <Source text={deadline.source} />
        </details>
      </div>
      {!isMarking && (
        // One button for both, so that the focus stays on it while the mark comes and goes.
        <Button
          look={doneOn ? "quiet" : "secondary"}
          isBusy={isBusy}
          aria-label={doneOn ? t("unmarkNamed", { name }) : t(`markNamed.${kind}`, { name })}
          onClick={() => (doneOn ? void unmark() : setIsMarking(true))}
        >
          {doneOn ? t("unmark") : t(`mark.${kind}`)}
        </Button>
      )}
      {isMarking && (
        <MarkForm kind={kind} today={today} isBusy={isBusy} onDay={(day) => void markOn(day)} onLeave={leaveForm} />
      )}
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
    </li>
  );
}
