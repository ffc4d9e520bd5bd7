"use client";

import { useTranslations } from "next-intl";
import { useId, useState, type DragEvent } from "react";
import zone from "@/features/uploads/drop-zone.module.css";
import { digestOf } from "./digest-of";
import styles from "./verification.module.css";

type Verdict = "same" | "other" | "cannot";

/** Takes the PDF and says whether it is the one that was made. It stays in the browser: nothing is sent. */
export function CompareFile({ digest }: { digest: string }) {
  const t = useTranslations("verification");
  const [isOver, setIsOver] = useState(false);
  const [result, setResult] = useState<{ name: string; verdict: Verdict } | null>(null);
  const inputId = useId();

  async function look(file: File | undefined) {
    if (!file) return;
    let verdict: Verdict = "cannot";
    try {
      const found = await digestOf(file);
      if (found !== null) verdict = found === digest ? "same" : "other";
    } catch {
      // A folder, or a file that went away: it can't be read.
    }
    setResult({ name: file.name, verdict });
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    void look(event.dataTransfer.files[0]);
  }

  return (
    <div className={styles.compare}>
      <div
        className={isOver ? `${zone.zone} ${zone.over}` : zone.zone}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <label htmlFor={inputId} className={zone.lead}>
          {t("drop")}
        </label>
        <p className={zone.hint}>{t("staysHere")}</p>
        <input
          id={inputId}
          className={zone.input}
          type="file"
          accept="application/pdf,.pdf"
          onChange={(event) => {
            void look(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </div>
      <p role="status" className={result ? styles[result.verdict] : undefined}>
        {result && t(result.verdict, { name: result.name })}
      </p>
    </div>
  );
}
