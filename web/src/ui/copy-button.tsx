"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "./button";

/** Puts a text into the clipboard, and says whether it is there. */
export function CopyButton({ text, look = "quiet" }: { text: string; look?: "secondary" | "quiet" }) {
  const t = useTranslations("common");
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");

  async function copy() {
    try {
      await navigator.clipboard.writeText(text); // there is none on a page without HTTPS
      setState("copied");
    } catch {
      setState("failed");
    }
  }

  return (
    <>
      <Button look={look} onClick={() => void copy()}>
        {state === "copied" ? t("copied") : t("copy")}
      </Button>
      <span role="status" className="visually-hidden">
        {state === "copied" && t("copied")}
      </span>
      {state === "failed" && <span role="alert">{t("copyFailed")}</span>}
    </>
  );
}
