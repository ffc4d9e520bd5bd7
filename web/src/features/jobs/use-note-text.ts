"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { readProgressNote } from "./progress-note";

/** A job's note in the person's language. */
export function useNoteText(): (note: string) => string {
  const t = useTranslations("jobs.notes");
  return useCallback(
    (text: string) => {
      const note = readProgressNote(text);
      return note.key === "other" ? note.text : t(note.key, { count: note.count });
    },
    [t],
  );
}
