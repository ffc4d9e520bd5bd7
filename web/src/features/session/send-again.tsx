"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { useFailureText } from "@/ui/use-failure-text";
import { ResendVerification } from "./session-operations";
import { useMailed } from "./use-mailed";

/** For a confirmation mail that did not arrive. */
export function SendAgain({ email }: { email: string }) {
  const t = useTranslations("session");
  const failureText = useFailureText();
  const { mail, isBusy, mailedTo, failure } = useMailed(ResendVerification);
  if (mailedTo) return <p role="status">{t("sentAgain", { email: mailedTo })}</p>;
  return (
    <>
      <Button look="secondary" isBusy={isBusy} onClick={() => void mail(email)}>
        {t("sendAgain")}
      </Button>
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
    </>
  );
}
