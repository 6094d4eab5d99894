// A page that follows a box in both ways that a browser has: EventSource with the cabinet's cookie, and RSocket over
// WebSocket with an access token. Bundled by `npm run bundle`.
import { encodeBearerAuthMetadata, encodeCompositeMetadata, encodeRoute, WellKnownMimeType } from "rsocket-composite-metadata";
import { RSocketConnector } from "rsocket-core";
import { WebsocketClientTransport } from "rsocket-websocket-client";

// EventSource sends the cookie and, after a cut, Last-Event-ID by itself.
export function followByEventSource(types, hello, heard) {
  const source = new EventSource("/v1/events?after=top");
  source.addEventListener("hello", (event) => hello(JSON.parse(event.data)));
  source.addEventListener("problem", (event) => console.error(event.data));
  for (const type of types) {
    source.addEventListener(type, (event) => heard(JSON.parse(event.data)));
  }
  return () => source.close();
}

// token() gives an access token that holds now; after a cut the stream goes on after the last event heard.
export function followByRSocket(token, hello, heard) {
  let cursor = "top";
  let going = true;
  (async () => {
    while (going) {
      const begins = (said) => {
        cursor = said.from;
        hello(said);
      };
      const goesOn = (event) => {
        cursor = event.cursor;
        heard(event);
      };
      await token()
        .then((holds) => once(holds, cursor, begins, goesOn))
        .catch((error) => console.warn(String(error)));
      await new Promise((later) => setTimeout(later, 100 + Math.random() * 200));
    }
  })();
  return () => (going = false);
}

async function once(token, after, hello, heard) {
  const socket = await new RSocketConnector({
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
    transport: new WebsocketClientTransport({
      url: `${location.origin.replace("http", "ws")}/rsocket`,
      wsCreator: (url) => new WebSocket(url),
    }),
  }).connect();
  await new Promise((closed) => {
    socket.onClose(closed);
    let credit = 16;
    const stream = socket.requestStream(
      {
        data: Buffer.from(JSON.stringify({ after })),
        metadata: encodeCompositeMetadata([[WellKnownMimeType.MESSAGE_RSOCKET_ROUTING, encodeRoute("events.tail")]]),
      },
      credit,
      {
        onNext(payload) {
          const said = JSON.parse(payload.data.toString());
          if (said.hello) {
            hello(said.hello);
          } else {
            heard(said);
          }
          if (--credit === 0) {
            credit = 16;
            stream.request(credit);
          }
        },
        onError: closed,
        onComplete: closed,
        onExtension() {},
      },
    );
  });
}
