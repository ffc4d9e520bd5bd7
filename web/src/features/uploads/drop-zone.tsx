"use client";

import { useTranslations } from "next-intl";
import { useId, useState, type DragEvent } from "react";
import { UploadIcon } from "@/ui/icons";
import { Card } from "@/ui/card";
import { UploadRow } from "./upload-row";
import { ACCEPTED } from "./upload-purpose";
import { useUploads } from "./uploads-context";
import styles from "./drop-zone.module.css";

/** Takes statements and receipts by drop or by the file dialog, and shows how far each has come. */
export function DropZone() {
  const t = useTranslations("uploads");
  const { uploads, add, dismiss } = useUploads();
  const [isOver, setIsOver] = useState(false);
  const inputId = useId();
  const hintId = useId();

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    add(event.dataTransfer.files);
  }

  return (
    <Card title={t("title")}>
      <div
        className={isOver ? `${styles.zone} ${styles.over}` : styles.zone}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <UploadIcon className={styles.icon} />
        <p className={styles.lead}>
          {t.rich("prompt", {
            choose: (text) => (
              <label htmlFor={inputId} className={styles.choose}>
                {text}
              </label>
            ),
          })}
        </p>
        <p id={hintId} className={styles.hint}>
          {t("formats")}
        </p>
        <input
          id={inputId}
          className={styles.input}
          type="file"
          multiple
          accept={ACCEPTED}
          aria-describedby={hintId}
          onChange={(event) => {
            add([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
      </div>
      {uploads.length > 0 && (
        <ul className={styles.list} aria-label={t("listLabel")}>
          {uploads.map((upload) => (
            <UploadRow key={upload.key} upload={upload} onDismiss={() => dismiss(upload.key)} />
          ))}
        </ul>
      )}
    </Card>
  );
}
