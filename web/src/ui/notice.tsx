import type { ReactNode } from "react";
import styles from "./notice.module.css";

/** Something that went wrong, said where it went wrong. */
export function ErrorNotice({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.error} role="alert">
      <span>{children}</span>
      {action}
    </div>
  );
}

/** Nothing here yet, and what to do about it. */
export function EmptyState({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      <p className={styles.text}>{children}</p>
      {action}
    </div>
  );
}
