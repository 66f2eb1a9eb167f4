package io.fieldwarden.agent.decode.tftp;

/** Messages, in hexadecimal digits, made by the standard. */
final class TftpBytes {
    static final String READ = "000166772E62696E006F6374657400626C6B73697A65003130323400";
    static final String WRITE = "00026366672E747874006E6574617363696900";
    static final String OACK = "0006626C6B73697A65003130323400";
    static final String DATA = "00030001616263";
    static final String ERROR = "000500016E6F6E6500";

    private TftpBytes() {}
}
