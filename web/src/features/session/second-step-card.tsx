"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { FactorForm } from "./factor-form";
import type { FactorQuestion } from "./session-answer";
import { useSession } from "./session-context";
import styles from "./session.module.css";

/** Asks for the second factor after a sign-in elsewhere. What a passkey would sign is in the address's fragment. */
export function SecondStepCard() {
  const t = useTranslations("session");
  const router = useRouter();
  const session = useSession();
  const [asked, setAsked] = useState<FactorQuestion | null>(null);

  useEffect(() => {
    // After the first paint: the server knows no fragment.
    const timer = setTimeout(() => setAsked({ kinds: [], passkeyOptions: optionsIn(location.hash) }));
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (session.status === "signed-in") router.replace("/dashboard");
  }, [session.status, router]);

  return (
    <section className={styles.card} aria-label={t("cardLabel")}>
      {asked && <FactorForm asked={asked} onAgain={() => router.replace("/")} />}
    </section>
  );
}

function optionsIn(fragment: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(fragment.slice(1))) as unknown;
  } catch {
    return null;
  }
}
