"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useQuery } from "urql";
import { beginVisit } from "@/features/external/begin-visit";
import type { Failure } from "@/graphql/failure";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { useFailureText } from "@/ui/use-failure-text";
import { SignInProviders } from "./session-operations";

/** The ways in from elsewhere; nothing where none is set up. */
export function ProviderButtons() {
  const t = useTranslations("apps");
  const failureText = useFailureText();
  const [{ data }] = useQuery({ query: SignInProviders });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  if (!data?.signInProviders.length) return null;

  async function begin(provider: string) {
    setIsBusy(true);
    const begun = await beginVisit(provider, "sign-in");
    setFailure(begun.failure);
    if (begun.data) window.location.assign(begun.data.redirectTo); // stays busy: the page is on its way out
    else setIsBusy(false);
  }

  return (
    <>
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
      {data.signInProviders.map((provider) => (
        <Button key={provider.code} look="secondary" isBusy={isBusy} onClick={() => void begin(provider.code)}>
          {t("signInWith", { provider: provider.name })}
        </Button>
      ))}
    </>
  );
}
