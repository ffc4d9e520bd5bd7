"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "@/ui/card";
import { DocumentPage } from "./document-page";

/** Every document, newest first. */
export function DocumentList() {
  const t = useTranslations("documents");
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  return (
    <Card title={t("title")}>
      {cursors.map((after, index) => (
        <DocumentPage
          key={after ?? "first"}
          after={after}
          isLast={index === cursors.length - 1}
          onMore={(cursor) => setCursors((current) => [...current, cursor])}
        />
      ))}
    </Card>
  );
}
