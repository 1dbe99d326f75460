/** The console's door. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface Props {
  /** Why the person is here again, or "". */
  problem: string;
  /** Resolves with the words of a refusal, or "". */
  onSignIn(username: string, password: string): Promise<string>;
}

export function SignIn({ problem, onSignIn }: Props): JSX.Element {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState(problem);
  const first = useRef<HTMLInputElement>(null);

  useEffect(() => first.current?.focus(), []);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    if (username.trim() === "" || password === "") {
      setRefusal("Write your username and your password.");
      return;
    }
    setBusy(true);
    setRefusal("");
    const words = await onSignIn(username.trim(), password);
    setBusy(false);
    setRefusal(words);
    if (words !== "") setPassword("");
  }

  return (
    <main class="sign-in">
      <form class="sign-in__card" onSubmit={(event) => void submit(event)} aria-labelledby="sign-in-title">
        <h1 id="sign-in-title">Helpline console</h1>
        <p>For counsellors of the helpline. Sign in to see the queue.</p>
        <p class="sign-in__problem" role="alert" data-testid="login-problem">{refusal}</p>
        <label htmlFor="username">Username</label>
        <input id="username" ref={first} data-testid="login-username" autocomplete="username" autocapitalize="none"
          spellcheck={false} value={username} onInput={(event) => setUsername(event.currentTarget.value)} />
        <label htmlFor="password">Password</label>
        <input id="password" type="password" data-testid="login-password" autocomplete="current-password"
          value={password} onInput={(event) => setPassword(event.currentTarget.value)} />
        <button type="submit" class="button button--main" data-testid="login-submit" aria-disabled={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </button>
      </form>
    </main>
  );
}
