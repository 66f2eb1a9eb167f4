package io.fieldwarden.agent.decode.ssh;

import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;

/** The line that says version and software: {@code SSH-2.0-OpenSSH_9.6} (RFC 4253 4.2). */
final class SshBanner {
    private static final String START = "SSH-";
    private static final int SEEN = 8;

    private SshBanner() {}

    static Recognition recognise(Window first) {
        for (int at = 0; at < Math.min(START.length(), first.length()); at++) {
            if (first.u8(at) != START.charAt(at)) {
                return Recognition.NO;
            }
        }
        if (first.length() < SEEN) {
            return Recognition.MAYBE;
        }
        boolean version = isDigit(first.u8(4)) && first.u8(5) == '.' && isDigit(first.u8(6));
        return version ? Recognition.YES : Recognition.NO;
    }

    private static boolean isDigit(int letter) {
        return letter >= '0' && letter <= '9';
    }

    /** Whether only SSH 1 is spoken; 1.99 says that 2 is too (RFC 4253 5.1). */
    static boolean isOld(String banner) {
        return banner.startsWith("SSH-1.") && !banner.startsWith("SSH-1.99");
    }

    /** The software with its comments. */
    static String software(String banner) {
        int dash = banner.indexOf('-', START.length());
        return dash < 0 ? "" : banner.substring(dash + 1);
    }
}
