"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { ErrorNotice } from "@/ui/notice";
import { useFailureText } from "@/ui/use-failure-text";
import { DemoButton } from "./demo-button";
import { nextPage } from "./next-page";
import { PasskeyButton } from "./passkey-button";
import { ProviderButtons } from "./provider-buttons";
import { RegisterForm } from "./register-form";
import { SendAgain } from "./send-again";
import { useSession } from "./session-context";
import { SignInForm } from "./sign-in-form";
import styles from "./session.module.css";

type Mode = "sign-in" | "register";

/** The way in: sign in, register, or look around as the demo person. Who is signed in goes straight on. */
export function SessionCard() {
  const t = useTranslations("session");
  const router = useRouter();
  const session = useSession();
  const failureText = useFailureText();
  const [mode, setMode] = useState<Mode>("sign-in");
  const [mailedTo, setMailedTo] = useState<string | null>(null);

  useEffect(() => {
    if (session.status === "signed-in") router.replace(nextPage(location.search));
  }, [session.status, router]);

  function choose(next: Mode) {
    setMode(next);
    setMailedTo(null);
  }

  return (
    <section className={styles.card} aria-label={t("cardLabel")}>
      {session.status === "signed-out" && session.hasEnded && <ErrorNotice>{t("ended")}</ErrorNotice>}
      {session.status === "unreachable" && <ErrorNotice>{failureText(session.failure)}</ErrorNotice>}
      <div className={styles.modes}>
        {(["sign-in", "register"] as const).map((each) => (
          <button key={each} type="button" className={styles.mode} aria-pressed={mode === each} onClick={() => choose(each)}>
            {each === "sign-in" ? t("signInTab") : t("registerTab")}
          </button>
        ))}
      </div>
      {mailedTo && (
        <div className={styles.mailed} role="status">
          <strong>{t("mailedTitle")}</strong>
          <p>{t("mailedText", { email: mailedTo })}</p>
          <SendAgain email={mailedTo} />
        </div>
      )}
      {mode === "sign-in" && <SignInForm />}
      {mode === "register" && !mailedTo && <RegisterForm onRegistered={setMailedTo} />}
      {mode === "sign-in" && <PasskeyButton />}
      <ProviderButtons />
      <DemoButton />
    </section>
  );
}
