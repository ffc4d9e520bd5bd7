import { useId, type SelectHTMLAttributes } from "react";
import styles from "./text-field.module.css";

type SelectFieldProps = SelectHTMLAttributes<HTMLSelectElement> & { label: string; hint?: string | undefined; error?: string | undefined };

/** A labelled choice of one, the platform's own, with its hint and what is wrong with it. */
export function SelectField({ label, hint, error, children, ...rest }: SelectFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select
        {...rest}
        id={id}
        className={styles.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? noteId : undefined}
      >
        {children}
      </select>
      {note && (
        <p id={noteId} className={error ? styles.error : styles.hint} role={error ? "alert" : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}
