"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Card } from "@/ui/card";
import { SearchIcon } from "@/ui/icons";
import { SearchResults } from "./search-results";
import { useDebounced } from "./use-debounced";
import styles from "./documents.module.css";

const SHORTEST_QUERY = 2;
const SETTLE_MS = 250;

/** Finds documents by what is written in them, while the person types. */
export function SearchPanel() {
  const t = useTranslations("search");
  const id = useId();
  const [text, setText] = useState("");
  const query = useDebounced(text.trim(), SETTLE_MS);
  return (
    <Card title={t("title")}>
      <form role="search" className={styles.search} onSubmit={(event) => event.preventDefault()}>
        <label htmlFor={id} className="visually-hidden">
          {t("label")}
        </label>
        <SearchIcon className={styles.searchIcon} />
        <input
          id={id}
          type="search"
          className={styles.searchInput}
          placeholder={t("hint")}
          autoComplete="off"
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
      {query.length >= SHORTEST_QUERY && <SearchResults query={query} />}
    </Card>
  );
}
