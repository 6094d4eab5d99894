// node follow-eventsource.js PORT TOKEN COUNT: the npm EventSource, over two disconnects. It reconnects by itself, with
// Last-Event-ID; the token goes with each request by way of fetch.
import { EventSource } from "eventsource";
import { gateTo, told } from "./gate.js";

const [port, token, count] = process.argv.slice(2);
const gate = await gateTo(Number(port));
const tell = told(gate, Number(count));
const source = new EventSource(`http://127.0.0.1:${gate.port}/v1/events`, {
  fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }),
});
source.addEventListener("hello", (event) => tell.hello(JSON.parse(event.data)));
source.addEventListener("problem", (event) => console.error("problem", event.data));
source.addEventListener("kz.centerpro.test.happened", (event) => tell.event(JSON.parse(event.data)));
