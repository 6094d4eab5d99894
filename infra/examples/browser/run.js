// node browser/run.js PORT PERSON COUNT CHROMIUM: signs a test person in, in a real browser, and follows the box there by
// EventSource and by RSocket at once, while the connections are cut three times. Prints "ready" when both streams are
// open, then "eventsource 7" and "rsocket 7" for each event, and "hello eventsource" for each beginning.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { gateTo } from "../node/gate.js";

const [port, person, count, executablePath] = process.argv.slice(2);
const bundle = await readFile(new URL("follow.bundle.js", import.meta.url), "utf8");
const gate = await gateTo(Number(port));
const browser = await chromium.launch({
  executablePath,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
setTimeout(() => process.exit(1), 40_000).unref();
const page = await browser.newPage();
page.on("pageerror", (error) => console.error("page", String(error)));
page.on("console", (said) => console.error("page", said.text()));
await page.route("**/examples/follow.js", (route) =>
  route.fulfill({ contentType: "text/javascript", body: bundle }));

const left = { eventsource: Number(count), rsocket: Number(count) };
const begun = new Set();
let total = 0;
await page.exposeFunction("tell", async (door, what, value) => {
  console.log(what === "hello" ? `hello ${door}` : `${door} ${value}`);
  if (what === "hello") {
    if (begun.size < 2 && begun.add(door).size === 2) {
      console.log("ready");
    }
    return;
  }
  left[door]--;
  total++;
  if (left.eventsource <= 0 && left.rsocket <= 0) {
    await browser.close();
    process.exit(0);
  }
  if (total === 8 || total === 20 || total === 40) {
    gate.cut();
  }
});
// Any resource of the hub's own origin: the cookie and the streams are of that origin.
await page.goto(`http://localhost:${gate.port}/robots.txt`);
await page.evaluate(async (who) => {
  const { followByEventSource, followByRSocket } = await import("/examples/follow.js");
  const post = async (path, body) =>
    (await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })).json();
  // In the cabinet NCALayer or a token signs; here the simulated device of the development hub does.
  const signIn = async (as) => {
    const { challenge } = await post("/v1/auth/challenges", {});
    const content = btoa(String.fromCharCode(...new TextEncoder().encode(challenge)));
    const { signature } = await post("/dev/signatures", { person: who, content });
    return post("/v1/auth/tokens", { challenge, signature, as });
  };
  await signIn("cookie");
  const types = ["registered", "arrived", "delivered", "received", "read"].map((name) => `kz.centerpro.document.${name}`);
  followByEventSource(types, () => tell("eventsource", "hello"), (event) => tell("eventsource", "event", event.sequence));
  followByRSocket(async () => (await signIn()).accessToken, () => tell("rsocket", "hello"),
    (event) => tell("rsocket", "event", event.sequence));
}, person);
