import type { RuntimeConfig } from "@/app/api/config/route";

let asked: Promise<RuntimeConfig> | null = null;

/** What this installation says of itself; asked once a page. A failed try is forgotten, so that the next one asks again. */
export function runtimeConfig(): Promise<RuntimeConfig> {
  asked ??= fetch("/api/config")
    .then((response) => {
      if (!response.ok) throw new Error(`configuration: HTTP ${response.status}`);
      return response.json() as Promise<RuntimeConfig>;
    })
    .catch((error: unknown) => {
      asked = null;
      throw error;
    });
  return asked;
}
