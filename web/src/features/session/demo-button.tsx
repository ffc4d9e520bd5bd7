"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { Failure } from "@/graphql/failure";
import { runtimeConfig } from "@/graphql/runtime-config";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { useFailureText } from "@/ui/use-failure-text";
import { useSessionStore } from "./session-context";
import styles from "./session.module.css";

/** Shown where this installation has a demo person. */
export function DemoButton() {
  const t = useTranslations("session");
  const store = useSessionStore();
  const failureText = useFailureText();
  const [hasDemo, setHasDemo] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  useEffect(() => {
    // Without the configuration the page still works; it only has no demo to offer.
    runtimeConfig().then(
      (config) => setHasDemo(config.hasDemo),
      () => setHasDemo(false),
    );
  }, []);

  async function enter() {
    setIsBusy(true);
    const { errors } = await store.signIn("demo");
    setFailure(errors[0] ?? null);
    setIsBusy(false);
  }

  if (!hasDemo) return null;
  return (
    <div className={styles.demo}>
      <p>{t("demoText")}</p>
      <Button look="secondary" isBusy={isBusy} onClick={() => void enter()}>
        {t("demo")}
      </Button>
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
    </div>
  );
}
