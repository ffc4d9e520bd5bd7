import type { Failure } from "@/graphql/failure";

type SignedPut = { url: string; method: string; headers: { name: string; value: string }[] };

/** A browser sets these itself and refuses to have them set. */
const SET_BY_BROWSER = new Set(["content-length", "host"]);
const QUIET_TIMEOUT_MS = 60_000;

/**
 * Send a file to a signed address. Returns why it failed, or null. XMLHttpRequest, because fetch does not tell how much
 * was sent.
 */
export function putFile(put: SignedPut, file: File, onProgress: (percent: number) => void): Promise<Failure | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    let quietSince = setTimeout(() => request.abort(), QUIET_TIMEOUT_MS);
    const finish = (failure: Failure | null) => {
      clearTimeout(quietSince);
      resolve(failure);
    };
    request.open(put.method, put.url);
    for (const { name, value } of put.headers) {
      if (!SET_BY_BROWSER.has(name.toLowerCase())) request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded, total }) => {
      clearTimeout(quietSince);
      quietSince = setTimeout(() => request.abort(), QUIET_TIMEOUT_MS);
      onProgress(total === 0 ? 100 : Math.floor((loaded / total) * 100));
    };
    request.onload = () => finish(request.status < 300 ? null : refusalOf(request));
    request.onerror = () => finish({ code: "UPLOAD_INTERRUPTED", message: "The connection was lost while sending." });
    request.onabort = () => finish({ code: "UPLOAD_INTERRUPTED", message: "The connection was lost while sending." });
    request.send(file);
  });
}

/** The API's own words where it gave any; a foreign object store answers in XML, which is not for people. */
function refusalOf(request: XMLHttpRequest): Failure {
  try {
    const body = JSON.parse(request.responseText) as { code?: unknown; message?: unknown };
    if (typeof body.code === "string" && typeof body.message === "string") {
      return { code: body.code, message: body.message };
    }
  } catch {
    // not JSON: the status is all there is
  }
  return { code: "UPLOAD_REFUSED", message: `The file store refused the file (${request.status}).` };
}
