// node follow-rsocket.js PORT TOKEN COUNT: prints the sequence numbers that rsocket-js sees over WebSocket, asking for
// three at a time, over two disconnects after which it goes on from its cursor.
import composite from "rsocket-composite-metadata";
import core from "rsocket-core";
import client from "rsocket-websocket-client";
import { WebSocket } from "ws";
import { proxy } from "./proxy.js";

const [port, token, count] = process.argv.slice(2);
const { encodeBearerAuthMetadata, encodeCompositeMetadata, encodeRoute, WellKnownMimeType } = composite;
const gate = await proxy(Number(port));
let seen = 0;
let cursor;

async function follow() {
  const connector = new core.RSocketConnector({
    setup: {
      dataMimeType: "application/json",
      metadataMimeType: "message/x.rsocket.composite-metadata.v0",
      keepAlive: 20_000,
      lifetime: 60_000,
      payload: {
        data: Buffer.from(""),
        metadata: encodeCompositeMetadata([
          [WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION, encodeBearerAuthMetadata(token)],
        ]),
      },
    },
    transport: new client.WebsocketClientTransport({
      url: `ws://127.0.0.1:${gate.port}/rsocket`,
      wsCreator: (url) => new WebSocket(url),
    }),
  });
  const socket = await connector.connect();
  await new Promise((closed) => {
    socket.onClose(closed);
    let credit = 3;
    const stream = socket.requestStream(
      {
        data: Buffer.from(JSON.stringify(cursor ? { after: cursor } : {})),
        metadata: encodeCompositeMetadata([[WellKnownMimeType.MESSAGE_RSOCKET_ROUTING, encodeRoute("events.tail")]]),
      },
      credit,
      {
        onNext(payload) {
          tell(JSON.parse(payload.data.toString()));
          if (--credit === 0) {
            credit = 3;
            stream.request(3);
          }
        },
        onError: (error) => closed(error),
        onComplete: () => closed(),
        onExtension() {},
      },
    );
  });
}

function tell(event) {
  if (event.hello) {
    console.log("hello", event.hello.from);
    return;
  }
  cursor = event.cursor;
  console.log(event.sequence);
  seen++;
  if (seen === Number(count)) {
    process.exit(0);
  }
  if (seen === 5 || seen === 20) {
    gate.cut();
  }
}

setTimeout(() => process.exit(1), 60_000);
while (seen < Number(count)) {
  await follow().catch((error) => console.error(String(error)));
  await new Promise((later) => setTimeout(later, 100));
}
