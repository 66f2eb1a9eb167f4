// An S7 server with data block 1 and the flags; ends when its input does.
// Arguments: folder of the installed packages, port.
const snap7 = require(process.argv[2] + '/node_modules/node-snap7');

const server = new snap7.S7Server();
const started =
  server.SetParam(server.LocalPort, Number(process.argv[3])) &&
  server.RegisterArea(server.srvAreaDB, 1, Buffer.alloc(1024)) &&
  server.RegisterArea(server.srvAreaMK, Buffer.alloc(256)) &&
  server.StartTo('127.0.0.1');
console.log(started ? 'ready' : 'failed: ' + server.ErrorText(server.LastError()));
process.stdin.on('end', () => {
  server.Stop();
  process.exit(0);
});
process.stdin.resume();
