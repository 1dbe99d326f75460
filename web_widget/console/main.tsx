/** The counsellors' console: sign in, see the riskiest first, take a conversation with everything
 * already said, lose nothing. */
import { render } from "preact";

import "../shared/tokens.css";
import "../shared/base.css";
import "./app/app.css";
import "./sign-in/sign-in.css";
import "./urgency/urgency.css";
import "./queue/queue.css";
import "./transcript/transcript.css";
import "./reply/reply.css";
import "./summary/summary.css";
import "./actions/actions.css";
import "./dialog/dialog.css";
import "./shortcuts/shortcuts.css";

import { SocketLink } from "../shared/connection";
import { App } from "./app/App";
import { HttpApi } from "./logic/api";
import { Desk } from "./logic/desk";

const place = document.getElementById("console");
if (place) {
  const desk = new Desk({ link: new SocketLink(`${location.origin}/console`), api: new HttpApi() });
  render(<App desk={desk} />, place);
  void desk.start();
}
