package io.fieldwarden.agent.decode.ftp;

import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;

/** Tells by its first line whether this is FTP; mail servers greet with the same number. */
final class FtpLine {
    static final int PORT = 21;

    private static final int LINE_MAX = 500;

    private FtpLine() {}

    static Recognition recognise(Window first, Connection connection) {
        boolean port =
                connection.responder().port() == PORT || connection.originator().port() == PORT;
        if (isReply(first)) {
            return greeting(first, port);
        }
        int end = 0;
        while (end < first.length() && end < 5 && isLetter(first.u8(end))) {
            end++;
        }
        if (end == first.length() && end < 5) {
            return Recognition.MAYBE;
        }
        boolean verb = (end == 3 || end == 4) && (first.u8(end) == ' ' || first.u8(end) == '\r');
        if (!verb || FtpCommand.of(first.latin1(0, end)).verb().isEmpty()) {
            return Recognition.NO;
        }
        int line = lineEnd(first);
        if (line < 0) {
            return first.length() < LINE_MAX ? Recognition.MAYBE : Recognition.NO;
        }
        return port ? Recognition.YES : Recognition.LIKELY;
    }

    private static Recognition greeting(Window first, boolean port) {
        int end = lineEnd(first);
        if (end < 0) {
            return first.length() < LINE_MAX ? Recognition.MAYBE : Recognition.NO;
        }
        boolean ftp = has(first, end, 'f', 't', 'p');
        if (!ftp && has(first, end, 's', 'm', 't')) {
            return Recognition.NO;
        }
        return ftp || port ? Recognition.YES : Recognition.LIKELY;
    }

    private static boolean isReply(Window first) {
        return first.length() >= 4
                && (first.u8(0) == '2' || (first.u8(0) == '5' && first.u8(1) == '3') || first.u8(0) == '4')
                && first.u8(1) >= '2'
                && first.u8(1) <= '3'
                && first.u8(2) >= '0'
                && first.u8(2) <= '9'
                && (first.u8(3) == ' ' || first.u8(3) == '-');
    }

    private static boolean isLetter(int letter) {
        return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
    }

    private static int lineEnd(Window bytes) {
        for (int at = 0; at < bytes.length(); at++) {
            if (bytes.u8(at) == '\n') {
                return at;
            }
        }
        return -1;
    }

    private static boolean has(Window bytes, int end, char one, char two, char three) {
        for (int at = 4; at + 2 < end; at++) {
            if ((bytes.u8(at) | 0x20) == one
                    && (bytes.u8(at + 1) | 0x20) == two
                    && (bytes.u8(at + 2) | 0x20) == three) {
                return true;
            }
        }
        return false;
    }
}
