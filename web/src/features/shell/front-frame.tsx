import type { ReactNode } from "react";
import { LocaleSwitch } from "./locale-switch";
import { Wordmark } from "./wordmark";
import styles from "./front-frame.module.css";

/** The frame of the pages before the sign-in. */
export function FrontFrame({ children }: { children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <header className={styles.header}>
        <Wordmark href="/" />
        <LocaleSwitch />
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  );
}
