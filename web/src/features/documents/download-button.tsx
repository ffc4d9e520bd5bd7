"use client";

import { useState, type ReactNode } from "react";
import { useClient } from "urql";
import { failureOf, type Failure } from "@/graphql/failure";
import { useFailureText } from "@/ui/use-failure-text";
import { DownloadUrl } from "./document-operations";
import styles from "./documents.module.css";

type DownloadButtonProps = { documentId: string; label: string; children: ReactNode };

/** Downloads the file. Its address is good for minutes only, so it is asked for when it is needed. */
export function DownloadButton({ documentId, label, children }: DownloadButtonProps) {
  const client = useClient();
  const failureText = useFailureText();
  const [failure, setFailure] = useState<Failure | null>(null);

  async function download() {
    const { data, error } = await client.query(DownloadUrl, { id: documentId }, { requestPolicy: "network-only" }).toPromise();
    setFailure(error ? failureOf(error) : null);
    if (data?.node?.__typename === "Document") window.location.assign(data.node.downloadUrl);
  }

  return (
    <>
      <button type="button" className={styles.title} aria-label={label} onClick={() => void download()}>
        {children}
      </button>
      {failure && (
        <span className={styles.refused} role="alert">
          {failureText(failure)}
        </span>
      )}
    </>
  );
}
