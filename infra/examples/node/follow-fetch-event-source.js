// node follow-fetch-event-source.js PORT TOKEN COUNT: @microsoft/fetch-event-source, over two disconnects. The library is
// made for pages: in Node it needs the few names of a window that it asks for, and is loaded as CommonJS.
import { createRequire } from "node:module";
import { gateTo, told } from "./gate.js";

globalThis.window ??= globalThis;
globalThis.document ??= { hidden: false, addEventListener() {}, removeEventListener() {} };
const { fetchEventSource } = createRequire(import.meta.url)("@microsoft/fetch-event-source");

const [port, token, count] = process.argv.slice(2);
const gate = await gateTo(Number(port));
const tell = told(gate, Number(count));
await fetchEventSource(`http://127.0.0.1:${gate.port}/v1/events`, {
  headers: { Authorization: `Bearer ${token}` },
  openWhenHidden: true, // or it would end the stream and begin again with each change of the tab
  onmessage({ event, data }) {
    if (event === "hello") {
      tell.hello(JSON.parse(data));
    } else if (event === "problem") {
      throw new Error(data); // ends in onerror
    } else {
      tell.event(JSON.parse(data));
    }
  },
  onclose() {
    throw new Error("ended"); // a stream that ends well ends with its token: begin again, from the cursor
  },
  onerror(error) {
    console.error(String(error)); // returning nothing means: again after the pause that the server asked for
  },
});
