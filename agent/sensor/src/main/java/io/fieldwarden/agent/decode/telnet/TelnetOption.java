package io.fieldwarden.agent.decode.telnet;

import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;

/** Commands and options (RFC 854, 855), and how a conversation is known by them. */
final class TelnetOption {
    static final int IAC = 255;
    static final int DONT = 254;
    static final int WILL = 251;
    static final int SUBNEGOTIATION = 250;
    static final int END = 240;
    static final int TERMINAL_TYPE = 24;

    private static final int PORT = 23;

    private TelnetOption() {}

    static Recognition recognise(Window first, Connection connection) {
        boolean port =
                connection.responder().port() == PORT || connection.originator().port() == PORT;
        if (first.u8(0) != IAC) {
            return port ? text(first) : Recognition.NO;
        }
        int at = 0;
        int options = 0;
        while (at + 2 < first.length() && first.u8(at) == IAC && options < 3) {
            int command = first.u8(at + 1);
            boolean known = first.u8(at + 2) <= 49 || first.u8(at + 2) == 255 || first.u8(at + 2) >= 138;
            if (command < WILL || command > DONT || !known) {
                return options > 0 && command == SUBNEGOTIATION ? Recognition.YES : Recognition.NO;
            }
            options++;
            at += 3;
        }
        if (options >= 2 || (options == 1 && port)) {
            return Recognition.YES;
        }
        return options == 1 ? Recognition.LIKELY : Recognition.MAYBE;
    }

    /** Letters on Telnet's own port. */
    private static Recognition text(Window first) {
        for (int at = 0; at < first.length(); at++) {
            int letter = first.u8(at);
            boolean plain = (letter >= ' ' && letter < 0x7F) || (letter >= 7 && letter <= 13) || letter == 27;
            if (!plain && letter != 0) {
                return Recognition.NO;
            }
        }
        return Recognition.LIKELY;
    }

    static String command(int number) {
        return switch (number) {
            case 251 -> "will";
            case 252 -> "wont";
            case 253 -> "do";
            default -> "dont";
        };
    }

    static String option(int number) {
        return switch (number) {
            case 0 -> "binary";
            case 1 -> "echo";
            case 3 -> "suppress_go_ahead";
            case 5 -> "status";
            case 6 -> "timing_mark";
            case 24 -> "terminal_type";
            case 25 -> "end_of_record";
            case 31 -> "window_size";
            case 32 -> "terminal_speed";
            case 33 -> "remote_flow_control";
            case 34 -> "linemode";
            case 35 -> "x_display_location";
            case 36 -> "environ";
            case 37 -> "authentication";
            case 38 -> "encryption";
            case 39 -> "new_environ";
            case 44 -> "com_port_control";
            default -> Integer.toString(number);
        };
    }
}
