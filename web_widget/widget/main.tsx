/** The embeddable script: `<script src="https://HOST/widget.js" async></script>` and nothing else.
 *
 * Draws into a shadow root of its own, with constructed style sheets, so that a host page's strict
 * content policy and its styles both stay as they are. Dials no server before the panel is opened. */
import { render } from "preact";

import { SocketLink } from "../shared/connection";
import { App } from "./app/App";
import { Chat } from "./logic/chat";
import { TabSession } from "./logic/session";
import { readSettings } from "./logic/settings";
import { styles } from "./styles";

const TAG = "helpline-widget";

function mount(script: HTMLScriptElement | null): void {
  if (document.querySelector(TAG)) return;
  const settings = readSettings(script);
  const host = document.createElement(TAG);
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  document.body.append(host);
  const chat = new Chat({
    link: new SocketLink(settings.gateway),
    session: new TabSession(),
    helplinePhone: settings.helplinePhone,
  });
  render(<App chat={chat} settings={settings} />, root);
}

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
if (document.body) mount(script);
else document.addEventListener("DOMContentLoaded", () => mount(script));
