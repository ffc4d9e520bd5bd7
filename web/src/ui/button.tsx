import type { ButtonHTMLAttributes } from "react";
import styles from "./button.module.css";

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: "primary" | "secondary" | "quiet";
  isBusy?: boolean;
};

/** `isBusy` keeps the button in place and focusable while its work runs, and makes further presses do nothing. */
export function Button({ look = "primary", isBusy = false, className, onClick, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={[styles.button, styles[look], className].filter(Boolean).join(" ")}
      aria-busy={isBusy}
      aria-disabled={isBusy}
      onClick={(event) => (isBusy ? event.preventDefault() : onClick?.(event))}
    />
  );
}

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { label: string };

/** A button without words; `label` is what a screen reader says. */
export function IconButton({ label, className, ...rest }: IconButtonProps) {
  return <button {...rest} type="button" className={[styles.icon, className].filter(Boolean).join(" ")} aria-label={label} title={label} />;
}
