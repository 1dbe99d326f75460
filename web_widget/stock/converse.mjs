/** A stock Socket.IO client in a conversation, with Rasa's four events and nothing of ours.
 *
 * node stock/converse.mjs VERSION URL      VERSION is 3 or 4
 *
 * Prints one JSON line for each bot_uttered. Exit status: 0 after two messages that each got a reply,
 * 1 where a reply has a key that stock clients do not know, where the connection is refused, or where
 * 30 seconds pass; 2 for wrong arguments. */

const [version, url] = process.argv.slice(2);
const CLIENTS = { 3: "socket.io-client-v3", 4: "socket.io-client-v4" };
const KNOWN_KEYS = new Set(["text", "quick_replies", "metadata"]);
const MESSAGES = ["I am a teacher and I am not sure about a child in my class.", "She often comes to school hungry."];
const PATIENCE_MS = 30_000;
/** How long a greeting may take, and how long silence must last before the next message. */
const GREETING_MS = 4_000;
const QUIET_MS = 1_500;

if (!(version in CLIENTS) || !url) {
  console.error("usage: node stock/converse.mjs 3|4 http://HOST:PORT");
  process.exit(2);
}

const { io } = await import(CLIENTS[version]);
const socket = io(url, { path: "/socket.io", reconnection: false });
let session = null;
/** Messages sent so far, and whether the newest one has been answered. */
let sent = 0;
let answered = true;
let quiet;

const patience = setTimeout(() => fail(`no reply to message ${sent} within ${PATIENCE_MS / 1000} s`), PATIENCE_MS);

function fail(why) {
  console.error(`failed: ${why}`);
  process.exit(1);
}

function say() {
  const message = MESSAGES[sent];
  sent += 1;
  answered = false;
  socket.emit("user_uttered", { message, session_id: session, customData: { language: "en" } });
}

/** Takes the next step a moment after the last reply, so that a reply counts for the message before it. */
function next() {
  if (!answered) return;
  if (sent < MESSAGES.length) {
    say();
    return;
  }
  clearTimeout(patience);
  socket.close();
}

socket.on("connect_error", (error) => fail(`cannot connect: ${error.message}`));
socket.on("disconnect", (reason) => reason !== "io client disconnect" && fail(`disconnected: ${reason}`));
socket.on("connect", () => socket.emit("session_request", { session_id: null }));

socket.on("session_confirm", (id) => {
  if (typeof id !== "string" || id === "") fail(`session_confirm is not a string: ${JSON.stringify(id)}`);
  session = id;
  quiet = setTimeout(next, GREETING_MS);
});

socket.on("bot_uttered", (reply) => {
  console.log(JSON.stringify(reply));
  const unknown = Object.keys(reply).filter((key) => !KNOWN_KEYS.has(key));
  if (unknown.length > 0) fail(`bot_uttered has unknown keys: ${unknown.join(", ")}`);
  if (typeof reply.text !== "string") fail("bot_uttered has no text");
  if (sent > 0) answered = true;
  clearTimeout(quiet);
  quiet = setTimeout(next, QUIET_MS);
});
