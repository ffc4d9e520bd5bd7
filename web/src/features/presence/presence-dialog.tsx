"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { FactorQuestion } from "@/features/factors/factor-question";
import { PasswordQuestion } from "./password-question";
import { usePresenceQuestion } from "./use-presence-question";
import styles from "./presence.module.css";

type PresenceDialogProps = { onShown: () => void; onLeave: () => void };

/** Asks the person to show that it is they, by what they have: a second factor, or else the password. */
export function PresenceDialog({ onShown, onLeave }: PresenceDialogProps) {
  const t = useTranslations("presence");
  const common = useTranslations("common");
  const failureText = useFailureText();
  const { question, failure, begin, answer } = usePresenceQuestion(onShown);
  const leave = (
    <Button look="quiet" onClick={onLeave}>
      {t("leave")}
    </Button>
  );

  return (
    <Dialog title={t("title")} onClose={onLeave}>
      <p className={styles.why}>{t("why")}</p>
      {!question && !failure && <Skeleton lines={2} height={44} />}
      {!question && failure && (
        <>
          <ErrorNotice>{failureText(failure)}</ErrorNotice>
          <div className={styles.choices}>
            <Button onClick={() => void begin()}>{common("tryAgain")}</Button>
            {leave}
          </div>
        </>
      )}
      {question && question.kinds.length === 0 && (
        <PasswordQuestion onPassword={(password) => answer({ password })} aside={leave} />
      )}
      {question && question.kinds.length > 0 && (
        <FactorQuestion
          kinds={question.kinds}
          passkeyOptions={question.passkeyOptions}
          onProof={(proof) => answer({ challenge: question.token, proof })}
          onAgain={() => void begin()}
          aside={leave}
        />
      )}
    </Dialog>
  );
}
