import Link from "next/link";
import styles from "./app-shell.module.css";

export function Wordmark({ href }: { href: string }) {
  return (
    <Link href={href} className={styles.wordmark}>
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <rect width="24" height="24" rx="7" fill="var(--accent)" />
        <path d="M6 15.5l4-4 3 2.5 5-6" fill="none" stroke="var(--on-accent)" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      Solvent
    </Link>
  );
}
