import type { ReactNode } from "react";
import styles from "./small-select.module.css";

type SmallSelectProps = { label: string; value: string; onChoose: (value: string) => void; children: ReactNode };

/** What a card shows, chosen at the right of its title. */
export function SmallSelect({ label, value, onChoose, children }: SmallSelectProps) {
  return (
    <label className={styles.choice}>
      <span className={styles.name}>{label}</span>
      <select value={value} onChange={(event) => onChoose(event.target.value)}>
        {children}
      </select>
    </label>
  );
}
