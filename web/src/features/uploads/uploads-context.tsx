"use client";

import { createContext, useCallback, useContext, useMemo, useReducer, useRef, type ReactNode } from "react";
import { useClient } from "urql";
import { sendFile } from "./send-file";
import { purposeOf } from "./upload-purpose";
import { reduceUploads, type Upload } from "./upload-state";

type Uploads = { uploads: Upload[]; add: (files: Iterable<File>) => void; dismiss: (key: string) => void };

const UploadsContext = createContext<Uploads | null>(null);

/** The files added since the sign-in, and what starts and dismisses them. */
export function useUploads(): Uploads {
  const uploads = useContext(UploadsContext);
  if (!uploads) throw new Error("useUploads needs an UploadsProvider above it");
  return uploads;
}

/** Stands above the pages, so that a file goes on its way while another page is looked at. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const [uploads, dispatch] = useReducer(reduceUploads, []);
  const count = useRef(0);

  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) {
        const key = `upload-${(count.current += 1)}`;
        const purpose = purposeOf(file.name);
        dispatch({ type: "added", upload: { key, filename: file.name, purpose, phase: { name: "preparing" } } });
        if (!purpose) {
          const failure = { code: "UNSUPPORTED_FILE", message: "Files of this kind can't be read." };
          dispatch({ type: "moved", key, phase: { name: "failed", failure } });
        } else {
          void sendFile(client, file, purpose, (phase) => dispatch({ type: "moved", key, phase }));
        }
      }
    },
    [client],
  );
  const dismiss = useCallback((key: string) => dispatch({ type: "dismissed", key }), []);
  const value = useMemo(() => ({ uploads, add, dismiss }), [uploads, add, dismiss]);
  return <UploadsContext value={value}>{children}</UploadsContext>;
}
