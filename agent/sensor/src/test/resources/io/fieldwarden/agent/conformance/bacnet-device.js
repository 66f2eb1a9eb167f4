// A BACnet device with one analog input and one analog output.
const Bacnet = require('node-bacnet');

const device = new Bacnet({ port: Number(process.argv[2]), interface: '127.0.0.1', reuseAddr: false });
const tags = Bacnet.enum.ApplicationTag;
const services = Bacnet.enum.ConfirmedServiceChoice;
const values = { '0/3/85': [{ type: tags.REAL, value: 21.5 }], '8/123/77': [{ type: tags.CHARACTER_STRING, value: 'boiler' }] };

device.on('listening', () => console.log('listening'));
device.on('error', (error) => console.error(error));
device.on('whoIs', (asked) => device.iAmResponse(asked.header.sender, 123, Bacnet.enum.Segmentation.NO_SEGMENTATION, 5));
device.on('readProperty', (asked) => {
  const { objectId, property } = asked.payload;
  const value = values[`${objectId.type}/${objectId.instance}/${property.id}`];
  if (value) {
    device.readPropertyResponse(asked.header.sender, asked.invokeId, objectId, property, value);
  } else {
    device.errorResponse(asked.header.sender, services.READ_PROPERTY, asked.invokeId, 2, 32);
  }
});
device.on('writeProperty', (asked) => device.simpleAckResponse(asked.header.sender, services.WRITE_PROPERTY, asked.invokeId));
device.on('deviceCommunicationControl', (asked) =>
  device.simpleAckResponse(asked.header.sender, services.DEVICE_COMMUNICATION_CONTROL, asked.invokeId));
device.on('reinitializeDevice', (asked) =>
  device.errorResponse(asked.header.sender, services.REINITIALIZE_DEVICE, asked.invokeId, 4, 26));
