"use client";

import { useTranslations } from "next-intl";
import { FactorQuestion as Question } from "@/features/factors/factor-question";
import type { FactorQuestion } from "./session-answer";
import { useSessionStore } from "./session-context";
import styles from "./session.module.css";

type FactorFormProps = { asked: FactorQuestion; onAgain: () => void };

/** The second step of a sign-in. */
export function FactorForm({ asked, onAgain }: FactorFormProps) {
  const t = useTranslations("session");
  const store = useSessionStore();
  return (
    <Question
      kinds={asked.kinds}
      passkeyOptions={asked.passkeyOptions}
      onProof={async (proof) => (await store.signIn("complete-sign-in", proof)).errors[0] ?? null}
      onAgain={onAgain}
      aside={
        <button type="button" className={styles.back} onClick={onAgain}>
          {t("backToSignIn")}
        </button>
      }
    />
  );
}
