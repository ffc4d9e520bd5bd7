"use client";

import { useId, useLayoutEffect, useRef, type ReactNode } from "react";
import styles from "./dialog.module.css";

/** Without `onClose` only what is inside ends it: browsers close on a second Escape whatever a page says. */
type DialogProps = { title: string; onClose?: () => void; children: ReactNode };

/** A question over the page. The browser keeps the focus in it, gives it back after, and closes it by Escape. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close(); // before it leaves the page: only so does the focus go back to where it was
  }, []);

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClose={({ currentTarget: closed }) => {
        if (closed.open) return;
        if (onClose) onClose();
        else closed.showModal();
      }}
    >
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
