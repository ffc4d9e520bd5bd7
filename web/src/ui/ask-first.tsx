"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import styles from "./ask-first.module.css";

type AskFirstProps = {
  label: string;
  /** What a screen reader says of the button, where its words alone don't tell which of several it is. */
  name?: string | undefined;
  look?: "secondary" | "quiet";
  title: string;
  text: string;
  yes: string;
  isBusy?: boolean;
  onYes: () => void;
};

/** A button for what can't be undone: it says what will be, and does it on the second press. */
export function AskFirst({ label, name, look = "secondary", title, text, yes, isBusy = false, onYes }: AskFirstProps) {
  const t = useTranslations("common");
  const [isOpen, setIsOpen] = useState(false);

  return (
    <>
      <Button look={look} aria-label={name} isBusy={isBusy} onClick={() => setIsOpen(true)}>
        {label}
      </Button>
      {isOpen && (
        <Dialog title={title} onClose={() => setIsOpen(false)}>
          <p className={styles.text}>{text}</p>
          <div className={styles.choices}>
            <Button
              onClick={() => {
                setIsOpen(false);
                onYes();
              }}
            >
              {yes}
            </Button>
            <Button look="quiet" onClick={() => setIsOpen(false)}>
              {t("notNow")}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
