"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, type ReactNode } from "react";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { useTranslations } from "next-intl";
import { signInFirst } from "./next-page";
import { useSession, useSessionStore } from "./session-context";

/** Shows its children to a signed-in person, and takes everybody else to the front page. */
export function SignedInOnly({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  const router = useRouter();
  const session = useSession();
  const store = useSessionStore();
  const failureText = useFailureText();
  const wasIn = useRef(false);

  useEffect(() => {
    if (session.status === "signed-in") wasIn.current = true;
    // Who signs out here goes; who comes by a link, as one that was mailed, comes back to it after signing in.
    if (session.status === "signed-out") router.replace(wasIn.current ? "/" : signInFirst(location.pathname));
  }, [session.status, router]);

  if (session.status === "signed-in") return children;
  if (session.status === "unreachable") {
    const again = <Button look="secondary" onClick={() => void store.restore()}>{t("tryAgain")}</Button>;
    return <ErrorNotice action={again}>{failureText(session.failure)}</ErrorNotice>;
  }
  return <Skeleton lines={3} height={140} />;
}
