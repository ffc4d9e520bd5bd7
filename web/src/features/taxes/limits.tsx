"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatDay, localDay } from "@/format/dates";
import { formatMoney } from "@/format/money";
import { ProgressBar } from "@/features/jobs/progress-bar";
import { Card } from "@/ui/card";
import type { Estimate } from "./estimate-operations";
import { FigureRow } from "./figure-row";
import { figureValue, percentUsed } from "./figure-value";
import { useTaxWords } from "./use-tax-words";
import rows from "@/ui/rows.module.css";
import styles from "./taxes.module.css";

type Limit = Estimate["limits"][number];

const NEAR_PERCENT = 80;

/** The limits of the regime: how much of each is used, and when it is crossed. Nothing where it has none. */
export function Limits({ limits }: Pick<Estimate, "limits">) {
  const t = useTranslations("taxes");
  if (limits.length === 0) return null;
  return (
    <Card title={t("limits")}>
      <ul className={rows.list}>
        {limits.map((limit) => (
          <LimitRow key={limit.label} limit={limit} />
        ))}
      </ul>
    </Card>
  );
}

function LimitRow({ limit }: { limit: Limit }) {
  const t = useTranslations("taxes");
  const locale = useLocale();
  const words = useTaxWords();
  const { figure, used, isExceeded, crossedOn, crossingChance } = limit;
  const name = words.figure(figure.key, limit.label);
  const most = figure.value ?? "0";
  const percent = percentUsed(used.amount, most);
  const isNear = !isExceeded && percent >= NEAR_PERCENT;
  return (
    <li className={styles.limit} data-testid="tax-limit">
      <div className={styles.limitHead}>
        <span>
          {name}
          {isExceeded && <strong className={rows.warnBadge}>{t("exceeded")}</strong>}
          {isNear && <strong className={rows.badge}>{t("near")}</strong>}
        </span>
        <span className={styles.number}>
          {t("limitUsed", { used: formatMoney(used, locale), limit: figureValue(most, used.currency, locale), percent })}
        </span>
      </div>
      <div className={isExceeded ? styles.exceeded : undefined}>
        <ProgressBar percent={Math.min(percent, 100)} label={t("limitBar", { label: name, percent })} />
      </div>
      <p className={rows.muted}>{crossingText()}</p>
      <details className={styles.details}>
        <summary>{t("source")}</summary>
        <FigureRow figure={figure} currency={used.currency} />
      </details>
    </li>
  );

  function crossingText(): string {
    const chance = crossingChance === null ? null : Math.round(100 * crossingChance);
    if (!crossedOn) return chance === null ? t("notCrossedAtPace") : t("notCrossed", { percent: chance });
    const day = formatDay(crossedOn, locale, "long");
    if (isExceeded || crossedOn <= localDay(new Date())) return t("crossedOn", { day });
    return chance === null ? t("willCrossAtPace", { day }) : t("willCross", { day, percent: chance });
  }
}
