// A controller that answers Read Device Identification (43/14), on the modbus-serial stack (npm install modbus-serial).
const { ServerTCP } = require("modbus-serial");

const holding = new Map([[100, 1200]]);
let busy = false;
process.on("SIGUSR1", () => { busy = true; });
process.on("SIGUSR2", () => { busy = false; });
const unlessBusy = (read) => (address) => {
  if (busy) throw Object.assign(new Error("busy"), { modbusErrorCode: 6 });
  return read(address);
};
const vector = {
  getInputRegister: unlessBusy((address) => (address === 0 ? 1200 + Math.round(80 * Math.sin(Date.now() / 5000)) : 650)),
  getHoldingRegister: unlessBusy((address) => holding.get(address) ?? 0),
  getCoil: unlessBusy((address) => address % 2 === 0),
  getDiscreteInput: () => false,
  setRegister: (address, value) => { holding.set(address, value); },
  setCoil: () => {},
  readDeviceIdentification: () => ({
    0x00: "Exemplar Controls",
    0x01: "EX-200",
    0x02: "V2.41",
    0x04: "Exemplar Press Controller",
    0x05: "EX-200-P",
  }),
};
new ServerTCP(vector, { host: process.argv[2], port: 502, unitID: 1, debug: false });
