package io.fieldwarden.agent.decode.tls;

/** Handshake message types that are read (RFC 8446 4, RFC 5246 7.4). */
final class TlsMessage {
    static final int HELLO_REQUEST = 0;
    static final int CLIENT_HELLO = 1;
    static final int SERVER_HELLO = 2;
    static final int HELLO_RETRY_REQUEST = 6;
    static final int CERTIFICATE = 11;
    static final int SERVER_KEY_EXCHANGE = 12;
    static final int CERTIFICATE_REQUEST = 13;
    static final int SERVER_HELLO_DONE = 14;
    static final int CLIENT_KEY_EXCHANGE = 16;
    static final int CERTIFICATE_STATUS = 22;

    private TlsMessage() {}
}
