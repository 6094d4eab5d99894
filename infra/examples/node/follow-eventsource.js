// node follow-eventsource.js PORT TOKEN COUNT [BOX,BOX…]: the npm EventSource, over two disconnects. It reconnects by itself,
// with Last-Event-ID, which is all that is needed for several boxes too; the token goes with each request by way of fetch.
import { EventSource } from "eventsource";
import { gateTo, told } from "./gate.js";

const [port, token, count, boxes] = process.argv.slice(2);
const gate = await gateTo(Number(port));
const tell = told(gate, Number(count));
const query = boxes ? `?${boxes.split(",").map((box) => `box=${box}`).join("&")}` : "";
const source = new EventSource(`http://127.0.0.1:${gate.port}/v1/events${query}`, {
  fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }),
});
source.addEventListener("hello", (event) => tell.hello(JSON.parse(event.data)));
source.addEventListener("problem", (event) => console.error("problem", event.data));
source.addEventListener("kz.centerpro.test.happened", (event) => tell.event(JSON.parse(event.data), Boolean(boxes)));
