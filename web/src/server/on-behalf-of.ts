/** The header by which a request reads the books of who gave a grant; its value is the grant's id. */
export const ON_BEHALF_OF = "x-solvent-on-behalf-of";

const LONGEST_ID = 200;

/** Add the grant that the caller asks under, if any. It gives no more than the API finds it to give to who is signed in. */
export function onBehalf(caller: Headers, headers: Headers): Headers {
  const grantId = caller.get(ON_BEHALF_OF);
  // A longer one is no id of ours. It goes on all the same, cut: without it the caller would read their own books.
  if (grantId !== null) headers.set(ON_BEHALF_OF, grantId.slice(0, LONGEST_ID));
  return headers;
}
