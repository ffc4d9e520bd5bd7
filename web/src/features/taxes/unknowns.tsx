"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import type { Estimate } from "./estimate-operations";
import { useTaxWords } from "./use-tax-words";
import styles from "./taxes.module.css";

type UnknownsProps = Pick<Estimate, "gaps" | "notes">;

/** What is missing in the books, and what the estimate leaves out or supposes. */
export function Unknowns({ gaps, notes }: UnknownsProps) {
  const t = useTranslations("taxes");
  if (gaps.length === 0 && notes.length === 0) return null;
  return (
    <section className={gaps.length > 0 ? styles.unknownsWarned : styles.unknowns} aria-label={t("unknownTitle")} data-testid="tax-unknowns">
      <h3 className={styles.subtitle}>{t("unknownTitle")}</h3>
      <NoteList title={t("gapsTitle")} notes={gaps} />
      {gaps.length > 0 && (
        <Link href="/dashboard" className={styles.mend}>
          {t("mendGaps")}
        </Link>
      )}
      <NoteList title={t("notesTitle")} notes={notes} />
    </section>
  );
}

function NoteList({ title, notes }: { title: string; notes: Estimate["gaps"] }) {
  const words = useTaxWords();
  if (notes.length === 0) return null;
  return (
    <>
      <h4 className={styles.listTitle}>{title}</h4>
      <ul className={styles.notes}>
        {notes.map((note) => (
          <li key={`${note.key} ${note.text}`}>{words.note(note)}</li>
        ))}
      </ul>
    </>
  );
}
