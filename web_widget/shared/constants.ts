/** Words, numbers and limits that both web parts share. Phone numbers here are the defaults of the
 * embed settings: they must be on screen even when no server has ever answered. */

export const EMERGENCY_PHONE = "999";
export const DEFAULT_HELPLINE_NAME = "NSPCC Helpline";
export const DEFAULT_HELPLINE_PHONE = "0808 800 5000";
export const DEFAULT_EXIT_URL = "https://www.bbc.co.uk/weather";

/** As in bot/protocol.py: the longest message, in characters. */
export const MAX_TEXT = 2000;
/** How near the limit the counter appears, in characters. */
export const COUNTER_FROM = 1700;
/** How long an acknowledgement may take before the words on screen say so, in milliseconds. */
export const ACK_TIMEOUT = 10_000;
/** How long a typing hint holds without another, in milliseconds. */
export const TYPING_HOLDS = 15_000;

/** A phone number as a link's address: digits and a leading plus, nothing else. */
export function telHref(phone: string): string {
  return `tel:${phone.replace(/(?!^\+)\D/g, "")}`;
}

/** Characters as Python counts them (code points), so that the limit is the server's. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
