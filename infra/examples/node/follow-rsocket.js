// node follow-rsocket.js PORT TOKEN COUNT tcp|websocket: rsocket-js, asking for three at a time, over two disconnects after
// which it goes on from its cursor.
import composite from "rsocket-composite-metadata";
import core from "rsocket-core";
import tcp from "rsocket-tcp-client";
import websocket from "rsocket-websocket-client";
import { WebSocket } from "ws";
import { gateTo, told } from "./gate.js";

const [port, token, count, transport] = process.argv.slice(2);
const { encodeBearerAuthMetadata, encodeCompositeMetadata, encodeRoute, WellKnownMimeType } = composite;
const gate = await gateTo(Number(port));
const tell = told(gate, Number(count));
let cursor;

function dialled() {
  return transport === "tcp"
    ? new tcp.TcpClientTransport({ connectionOptions: { host: "127.0.0.1", port: gate.port } })
    : new websocket.WebsocketClientTransport({
        url: `ws://127.0.0.1:${gate.port}/rsocket`,
        wsCreator: (url) => new WebSocket(url),
      });
}

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
    transport: dialled(),
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
          const event = JSON.parse(payload.data.toString());
          if (event.hello) {
            tell.hello(event.hello);
          } else {
            cursor = event.cursor;
            tell.event(event);
          }
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

while (true) {
  await follow().catch((error) => console.error(String(error)));
  await new Promise((later) => setTimeout(later, 100));
}
