// node follow-eventsource-client.js PORT TOKEN COUNT: the npm eventsource-client, over two disconnects. It hands over
// every event whatever its type, and reconnects with Last-Event-ID after the pause that the server asked for.
import { createEventSource } from "eventsource-client";
import { gateTo, told } from "./gate.js";

const [port, token, count] = process.argv.slice(2);
const gate = await gateTo(Number(port));
const tell = told(gate, Number(count));
const source = createEventSource({
  url: `http://127.0.0.1:${gate.port}/v1/events`,
  headers: { Authorization: `Bearer ${token}` },
});
for await (const { event, data } of source) {
  if (event === "hello") {
    tell.hello(JSON.parse(data));
  } else if (event === "problem") {
    console.error("problem", data);
  } else {
    tell.event(JSON.parse(data));
  }
}
