/**
 * npm that is killed outright tells nobody: its child only sees another parent. The scripts in package.json begin
 * with `exec`, so that our parent is npm itself and no shell; so does the command that Playwright starts us with. Without npm this watches nothing: whoever put us in
 * the background may go.
 */
export function stopWhenNpmIsLost() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  setInterval(() => {
    if (process.ppid !== npm) process.kill(process.pid, "SIGTERM");
  }, 500).unref();
}
