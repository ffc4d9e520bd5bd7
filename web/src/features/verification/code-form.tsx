"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { textOf } from "@/features/session/text-of";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/text-field";
import card from "@/features/session/session.module.css";

/** Asks for the code that an income report shows. */
export function CodeForm() {
  const t = useTranslations("verification");
  const router = useRouter();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = textOf(new FormData(event.currentTarget), "code").replace(/[^0-9A-Za-z]/g, "");
    if (code) router.push(`/verify/${code.toUpperCase()}`);
  }

  return (
    <section className={card.card} aria-label={t("codeLabel")}>
      <form className={card.form} onSubmit={submit}>
        <TextField label={t("code")} hint={t("codeHint")} name="code" autoComplete="off" spellCheck={false} maxLength={60} required />
        <Button type="submit">{t("check")}</Button>
      </form>
    </section>
  );
}
