"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useMutation, useQuery } from "urql";
import { failureOf, type Failure } from "@/graphql/failure";
import { useSession } from "@/features/session/session-context";
import { SignInForm } from "@/features/session/sign-in-form";
import styles from "@/features/session/session.module.css";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { ApproveAuthorization, AuthorizationRequest, DenyAuthorization } from "./app-operations";
import list from "./apps.module.css";

/** What an app asks for, and the person's yes or no. Whoever is not signed in signs in first, and stays here. */
export function ConsentCard({ request }: { request: string }) {
  const t = useTranslations("apps");
  const session = useSession();
  const failureText = useFailureText();
  return (
    <section className={styles.card} aria-label={t("cardLabel")}>
      {session.status === "restoring" && <Skeleton lines={4} height={44} />}
      {session.status === "unreachable" && <ErrorNotice>{failureText(session.failure)}</ErrorNotice>}
      {session.status === "signed-out" && (
        <>
          <p className={list.hint}>{t("signInFirst")}</p>
          <SignInForm />
        </>
      )}
      {session.status === "signed-in" && <Question request={request} />}
    </section>
  );
}

function Question({ request }: { request: string }) {
  const t = useTranslations("apps");
  const failureText = useFailureText();
  const wordsIn = useLocale() === "ru" ? "RU" : "EN";
  const [{ data, error }] = useQuery({
    query: AuthorizationRequest,
    variables: { request, wordsIn },
    requestPolicy: "network-only",
  });
  const { decide, failure, isBusy } = useDecision(request);
  const hasAnswered = useRef(false);
  const asked = data?.authorizationRequest;

  useEffect(() => {
    if (!asked || asked.needsConsent || hasAnswered.current) return;
    hasAnswered.current = true; // said before, to all of this: the person is on their way through
    decide("approve");
  }, [asked, decide]);

  if (error) return <ErrorNotice>{failureText(failureOf(error))}</ErrorNotice>;
  if (!data) return <Skeleton lines={4} height={44} />;
  if (!asked) return <ErrorNotice>{t("over")}</ErrorNotice>;
  return (
    <>
      <h2 className={list.title}>{t("question", { app: asked.appName })}</h2>
      <ul className={list.scopes}>
        {asked.scopes.map((scope) => (
          <li key={scope.name}>{scope.words}</li>
        ))}
      </ul>
      <p className={list.hint}>{t("asWho", { email: data.viewer?.email ?? "" })}</p>
      <p className={list.hint}>{t("returnsTo", { host: asked.returnsTo })}</p>
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
      <div className={list.choice}>
        <Button look="secondary" isBusy={isBusy} onClick={() => decide("deny")}>
          {t("deny")}
        </Button>
        <Button isBusy={isBusy} onClick={() => decide("approve")}>
          {t("allow")}
        </Button>
      </div>
      <p className={list.hint}>{t("canUndo")}</p>
    </>
  );
}

/** Tell the API, then leave for the app with the outcome. */
function useDecision(request: string) {
  const [, approve] = useMutation(ApproveAuthorization);
  const [, deny] = useMutation(DenyAuthorization);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function send(choice: "approve" | "deny") {
    setIsBusy(true);
    setFailure(null);
    const input = { request };
    const { payload, error } =
      choice === "approve"
        ? await approve({ input }).then((answer) => ({ payload: answer.data?.approveAuthorization, error: answer.error }))
        : await deny({ input }).then((answer) => ({ payload: answer.data?.denyAuthorization, error: answer.error }));
    if (payload?.redirectTo) {
      window.location.assign(payload.redirectTo); // stays busy: the page is on its way out
      return;
    }
    setFailure(error ? failureOf(error) : (payload?.errors[0] ?? null));
    setIsBusy(false);
  }

  return { decide: (choice: "approve" | "deny") => void send(choice), failure, isBusy };
}
