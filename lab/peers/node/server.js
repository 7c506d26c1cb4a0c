// Socket.IO on Node, with ws: acknowledges what it gets, stores nothing, emits to everybody.
//
//     node server.js PORT

const { createServer } = require("node:http");
const { Server } = require("socket.io");

const http = createServer();
const io = new Server(http, { perMessageDeflate: false, serveClient: false });

io.on("connection", (socket) => {
  socket.join("everybody");
  socket.on("vote", (payload, acknowledge) => acknowledge(payload));
  socket.on("reveal", (state) => io.to("everybody").emit("state", state));
});

http.listen(Number(process.argv[2]), "127.0.0.1", 1024);
