"use client";

import { useRouter } from "next/navigation";
import { useEffect, type ReactNode } from "react";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { useTranslations } from "next-intl";
import { useSession, useSessionStore } from "./session-context";

/** Shows its children to a signed-in person, and takes everybody else to the front page. */
export function SignedInOnly({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  const router = useRouter();
  const session = useSession();
  const store = useSessionStore();
  const failureText = useFailureText();

  useEffect(() => {
    if (session.status === "signed-out") router.replace("/");
  }, [session.status, router]);

  if (session.status === "signed-in") return children;
  if (session.status === "unreachable") {
    const again = <Button look="secondary" onClick={() => void store.restore()}>{t("tryAgain")}</Button>;
    return <ErrorNotice action={again}>{failureText(session.failure)}</ErrorNotice>;
  }
  return <Skeleton lines={3} height={140} />;
}
