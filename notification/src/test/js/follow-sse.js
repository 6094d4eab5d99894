// node follow-sse.js PORT TOKEN COUNT: prints the sequence numbers that the npm EventSource sees, over two disconnects.
import { EventSource } from "eventsource";
import { proxy } from "./proxy.js";

const [port, token, count] = process.argv.slice(2);
const gate = await proxy(Number(port));
let seen = 0;
const source = new EventSource(`http://127.0.0.1:${gate.port}/v1/events`, {
  fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }),
});
source.addEventListener("hello", (event) => console.log("hello", JSON.parse(event.data).from));
source.addEventListener("problem", (event) => console.error("problem", event.data));
source.addEventListener("kz.centerpro.test.happened", (event) => {
  console.log(JSON.parse(event.data).sequence);
  seen++;
  if (seen === 5 || seen === 20) {
    gate.cut(); // EventSource reconnects by itself, with Last-Event-ID
  }
  if (seen === Number(count)) {
    source.close();
    gate.close();
    process.exit(0);
  }
});
setTimeout(() => process.exit(1), 60_000);
