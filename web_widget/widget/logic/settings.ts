/** What the host page says on the script tag, with safe defaults for everything left out. */
import { DEFAULT_EXIT_URL, DEFAULT_HELPLINE_NAME, DEFAULT_HELPLINE_PHONE } from "../../shared/constants";

export interface Settings {
  gateway: string;
  helplineName: string;
  helplinePhone: string;
  exitUrl: string;
}

/** An absolute http(s) address, or the fallback: a script tag must not be a way to run a script. */
function webAddress(value: string | null | undefined, fallback: string): string {
  if (!value) return fallback;
  try {
    const url = new URL(value, document.baseURI);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : fallback;
  } catch {
    return fallback;
  }
}

export function readSettings(script: HTMLScriptElement | null): Settings {
  const own = webAddress(script?.src, document.baseURI);
  return {
    gateway: new URL(webAddress(script?.dataset["gateway"], own)).origin,
    helplineName: script?.dataset["helplineName"]?.trim() || DEFAULT_HELPLINE_NAME,
    helplinePhone: script?.dataset["helplinePhone"]?.trim() || DEFAULT_HELPLINE_PHONE,
    exitUrl: webAddress(script?.dataset["exitUrl"], DEFAULT_EXIT_URL),
  };
}
