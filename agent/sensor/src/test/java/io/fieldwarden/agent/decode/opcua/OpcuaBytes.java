package io.fieldwarden.agent.decode.opcua;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes OPC UA binary field by field (OPC 10000-6 5.2, 6.7, 7.1). */
final class OpcuaBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    OpcuaBytes u8(int value) {
        out.write(value);
        return this;
    }

    OpcuaBytes u16(int value) {
        return u8(value).u8(value >> 8);
    }

    OpcuaBytes u32(long value) {
        return u16((int) value).u16((int) (value >> 16));
    }

    OpcuaBytes f64(double value) {
        long bits = Double.doubleToLongBits(value);
        return u32(bits).u32(bits >> 32);
    }

    OpcuaBytes text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        u32(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    OpcuaBytes none() {
        return u32(-1);
    }

    /** A node id of namespace 0. */
    OpcuaBytes node(int number) {
        return u8(1).u8(0).u16(number);
    }

    OpcuaBytes node(int namespace, String name) {
        return u8(3).u16(namespace).text(name);
    }

    OpcuaBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** A message with its header. */
    static byte[] message(String type, byte[] rest) {
        return new OpcuaBytes()
                .raw(type.getBytes(StandardCharsets.US_ASCII))
                .u32(8 + rest.length)
                .raw(rest)
                .bytes();
    }

    static byte[] hello(String url) {
        return message(
                "HELF",
                new OpcuaBytes()
                        .u32(0)
                        .u32(65535)
                        .u32(65535)
                        .u32(0)
                        .u32(0)
                        .text(url)
                        .bytes());
    }

    static byte[] acknowledge() {
        return message(
                "ACKF",
                new OpcuaBytes().u32(0).u32(65535).u32(65535).u32(0).u32(0).bytes());
    }

    static byte[] error(long code, String reason) {
        return message("ERRF", new OpcuaBytes().u32(code).text(reason).bytes());
    }

    /** A chunk of channel 9 under token 1; sequence number and request id are the same. */
    static byte[] chunk(String type, int sequence, int request, byte[] body) {
        return message(
                type,
                new OpcuaBytes()
                        .u32(9)
                        .u32(1)
                        .u32(sequence)
                        .u32(request)
                        .raw(body)
                        .bytes());
    }

    static OpcuaBytes request(int type) {
        return new OpcuaBytes()
                .node(type)
                .node(0) // token
                .u32(0)
                .u32(0) // time
                .u32(7)
                .u32(0)
                .none()
                .u32(1000)
                .u8(0)
                .u8(0)
                .u8(0);
    }

    static OpcuaBytes response(int type, long result) {
        return new OpcuaBytes()
                .node(type)
                .u32(0)
                .u32(0)
                .u32(7)
                .u32(result)
                .u8(0)
                .u32(0)
                .u8(0)
                .u8(0)
                .u8(0);
    }

    static byte[] opening(String policy, byte[] rest) {
        return message(
                "OPNF",
                new OpcuaBytes()
                        .u32(0)
                        .text(OpcuaChannel.POLICIES + policy)
                        .none()
                        .none()
                        .raw(rest)
                        .bytes());
    }

    static byte[] openRequest() {
        byte[] body = request(446).u32(0).u32(0).u32(1).none().u32(3_600_000).bytes();
        return opening("None", new OpcuaBytes().u32(1).u32(1).raw(body).bytes());
    }

    static byte[] openResponse() {
        byte[] body = response(449, 0)
                .u32(0)
                .u32(9)
                .u32(1)
                .u32(0)
                .u32(0)
                .u32(3_600_000)
                .none()
                .bytes();
        return opening("None", new OpcuaBytes().u32(1).u32(1).raw(body).bytes());
    }

    static byte[] read(String name) {
        return request(631)
                .f64(0)
                .u32(2)
                .u32(1)
                .node(2, name)
                .u32(13)
                .none()
                .u16(0)
                .none()
                .bytes();
    }

    static byte[] readResponse(double value, long status) {
        return response(634, 0)
                .u32(1)
                .u8(3)
                .u8(11)
                .f64(value)
                .u32(status)
                .u32(0)
                .bytes();
    }

    static byte[] write(String name, double value) {
        return request(673)
                .u32(1)
                .node(2, name)
                .u32(13)
                .none()
                .u8(1)
                .u8(11)
                .f64(value)
                .bytes();
    }

    static byte[] writeResponse(long status) {
        return response(676, 0).u32(1).u32(status).u32(0).bytes();
    }

    static byte[] activate(String user, String password) {
        byte[] token = new OpcuaBytes()
                .text("username")
                .text(user)
                .text(password)
                .none()
                .bytes();
        return request(467)
                .none()
                .none()
                .u32(0)
                .u32(1)
                .text("en")
                .node(324)
                .u8(1)
                .u32(token.length)
                .raw(token)
                .none()
                .none()
                .bytes();
    }

    static byte[] activateResponse() {
        return response(470, 0).none().u32(0).u32(0).bytes();
    }

    static byte[] call(int object, int method, double argument) {
        return request(712)
                .u32(1)
                .node(object)
                .node(method)
                .u32(1)
                .u8(11)
                .f64(argument)
                .bytes();
    }

    static byte[] callResponse(long status) {
        return response(715, 0).u32(1).u32(status).u32(0).u32(0).u32(0).u32(0).bytes();
    }

    static byte[] monitor(String name, int handle) {
        return request(751)
                .u32(5)
                .u32(2)
                .u32(1)
                .node(2, name)
                .u32(13)
                .none()
                .u16(0)
                .none()
                .u32(2)
                .u32(handle)
                .f64(250)
                .u8(0)
                .u8(0)
                .u8(0)
                .u32(1)
                .u8(1)
                .bytes();
    }

    static byte[] monitorResponse() {
        return response(754, 0)
                .u32(1)
                .u32(0)
                .u32(77)
                .f64(250)
                .u32(1)
                .u8(0)
                .u8(0)
                .u8(0)
                .u32(0)
                .bytes();
    }

    static byte[] publish() {
        return request(826).u32(0).bytes();
    }

    static byte[] publishResponse(int handle, double value) {
        byte[] data = new OpcuaBytes()
                .u32(1)
                .u32(handle)
                .u8(1)
                .u8(11)
                .f64(value)
                .u32(0)
                .bytes();
        return response(829, 0)
                .u32(5)
                .u32(0)
                .u8(0)
                .u32(1)
                .u32(0)
                .u32(0)
                .u32(1)
                .node(811)
                .u8(1)
                .u32(data.length)
                .raw(data)
                .u32(0)
                .u32(0)
                .bytes();
    }
}
