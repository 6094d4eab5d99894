// What the examples share: a gate to the server that cuts every connection going through it, and a teller that prints the
// sequence numbers seen, has the gate cut after 5 and after 20 of them, and ends the program after the last one.
import net from "node:net";

export function gateTo(port) {
  const open = new Set();
  const server = net.createServer((client) => {
    const upstream = net.connect(port, "127.0.0.1");
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    upstream.pipe(client);
  });
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () =>
      resolve({
        port: server.address().port,
        cut: () => open.forEach((socket) => socket.destroy()),
        close: () => server.close(),
      }),
    ),
  );
}

export function told(gate, count) {
  let seen = 0;
  setTimeout(() => process.exit(1), 60_000).unref();
  return {
    hello: (hello) => console.log("hello", hello.from),
    event(event, several = false) {
      console.log(several ? `${event.source} ${event.sequence}` : event.sequence);
      seen++;
      if (seen === 5 || seen === 20) {
        gate.cut();
      }
      if (seen === count) {
        process.exit(0);
      }
    },
  };
}
