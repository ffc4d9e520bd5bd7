import { useId, type InputHTMLAttributes } from "react";
import styles from "./choice.module.css";

type ChoiceProps = InputHTMLAttributes<HTMLInputElement> & { type: "radio" | "checkbox"; label: string; hint?: string };

/** One of several to choose from, by its words as well as by its mark. */
export function Choice({ label, hint, ...rest }: ChoiceProps) {
  const id = useId();
  return (
    <div className={styles.choice}>
      <input {...rest} id={id} aria-describedby={hint ? `${id}-hint` : undefined} />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
