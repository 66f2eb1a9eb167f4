// Asks the device behind the port in the first argument, one thing after the other, and prints what came of it.
const Bacnet = require('node-bacnet');

const client = new Bacnet({ port: Number(process.argv[3]), interface: '127.0.0.1', reuseAddr: false, apduTimeout: 2000 });
const device = `127.0.0.1:${process.argv[2]}`;
const tags = Bacnet.enum.ApplicationTag;

const step = (name, ask) =>
  new Promise((done) =>
    ask((error, answer) => {
      const value = answer && answer.values ? answer.values[0].value : '';
      console.log(`${name} ${error ? 'refused' : 'succeeded'} ${value}`.trim());
      done();
    })
  );

client.on('listening', async () => {
  await new Promise((done) => {
    client.once('iAm', (told) => {
      console.log(`i_am ${told.payload.deviceId}`);
      done();
    });
    client.whoIs({ address: device });
  });
  await step('read_property', (next) => client.readProperty(device, { type: 0, instance: 3 }, 85, next));
  await step('read_property', (next) => client.readProperty(device, { type: 8, instance: 123 }, 77, next));
  await step('read_property', (next) => client.readProperty(device, { type: 0, instance: 9 }, 85, next));
  await step('write_property', (next) =>
    client.writeProperty(device, { type: 1, instance: 1 }, 85, [{ type: tags.REAL, value: 42.25 }], { priority: 8 }, next)
  );
  await step('device_communication_control', (next) =>
    client.deviceCommunicationControl(device, 5, 1, { password: 'secret' }, next)
  );
  await step('reinitialize_device', (next) => client.reinitializeDevice(device, 0, { password: 'secret' }, next));
  client.close();
});
