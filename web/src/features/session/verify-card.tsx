"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useMutation } from "urql";
import { failureOf, type Failure } from "@/graphql/failure";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { useSession } from "./session-context";
import { VerifyEmail } from "./session-operations";
import { SignInForm } from "./sign-in-form";
import styles from "./session.module.css";

type Outcome = { email: string } | { failure: Failure };

/** Where the mailed link leads: confirms the address, then asks to sign in. */
export function VerifyCard({ token }: { token: string }) {
  const t = useTranslations("session");
  const router = useRouter();
  const session = useSession();
  const failureText = useFailureText();
  const [, verify] = useMutation(VerifyEmail);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const hasAsked = useRef(false); // the link works once, and React runs effects twice in development

  useEffect(() => {
    if (session.status === "restoring" || hasAsked.current) return;
    hasAsked.current = true;
    void verify({ input: { token } }).then(({ data, error }) => {
      const failure = error ? failureOf(error) : data?.verifyEmail.errors[0];
      setOutcome(failure ? { failure } : { email: data?.verifyEmail.user?.email ?? "" });
    });
  }, [session.status, token, verify]);

  useEffect(() => {
    if (session.status === "signed-in" && outcome && "email" in outcome) router.replace("/dashboard");
  }, [session.status, outcome, router]);

  return (
    <section className={styles.card} aria-label={t("cardLabel")}>
      {!outcome && <Skeleton lines={4} height={44} />}
      {outcome && "failure" in outcome && <ErrorNotice>{failureText(outcome.failure)}</ErrorNotice>}
      {outcome && "email" in outcome && (
        <>
          <div className={styles.mailed} role="status">
            <strong>{t("verifiedTitle")}</strong>
            <p>{t("verifiedText")}</p>
          </div>
          <SignInForm email={outcome.email} />
        </>
      )}
    </section>
  );
}
