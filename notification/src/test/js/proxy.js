// A TCP proxy to the server that can cut every connection going through it: a forced disconnect.
import net from "node:net";

export function proxy(port) {
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
