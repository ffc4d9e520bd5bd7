const HOME = "/dashboard";

/** The page to go to after a sign-in: what the address asks for, if it is one of ours, by its path alone. */
export function nextPage(search: string): string {
  const wanted = new URLSearchParams(search).get("next") ?? "";
  return /^\/[a-z0-9]/i.test(wanted) && !wanted.includes("\\") ? wanted : HOME;
}

/** The way to the sign-in, and from there back to a page. */
export function signInFirst(path: string): string {
  return path === HOME ? "/" : `/?next=${encodeURIComponent(path)}`;
}
