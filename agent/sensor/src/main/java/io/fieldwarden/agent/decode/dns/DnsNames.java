package io.fieldwarden.agent.decode.dns;

/** The names IANA's "Domain Name System Parameters" give to numbers. */
final class DnsNames {
    static final int A = 1;
    static final int NS = 2;
    static final int CNAME = 5;
    static final int SOA = 6;
    static final int PTR = 12;
    static final int HINFO = 13;
    static final int MX = 15;
    static final int TXT = 16;
    static final int AAAA = 28;
    static final int SRV = 33;
    static final int DNAME = 39;
    static final int OPT = 41;
    static final int ANY = 255;

    static final int QUERY = 0;
    static final int NOTIFY = 4;
    static final int UPDATE = 5;

    private DnsNames() {}

    /** Type of a record or question. */
    static String type(int type) {
        return switch (type) {
            case A -> "A";
            case NS -> "NS";
            case CNAME -> "CNAME";
            case SOA -> "SOA";
            case 10 -> "NULL";
            case 11 -> "WKS";
            case PTR -> "PTR";
            case HINFO -> "HINFO";
            case MX -> "MX";
            case TXT -> "TXT";
            case 17 -> "RP";
            case 24 -> "SIG";
            case 25 -> "KEY";
            case AAAA -> "AAAA";
            case 29 -> "LOC";
            case SRV -> "SRV";
            case 35 -> "NAPTR";
            case 37 -> "CERT";
            case DNAME -> "DNAME";
            case OPT -> "OPT";
            case 43 -> "DS";
            case 44 -> "SSHFP";
            case 46 -> "RRSIG";
            case 47 -> "NSEC";
            case 48 -> "DNSKEY";
            case 50 -> "NSEC3";
            case 52 -> "TLSA";
            case 64 -> "SVCB";
            case 65 -> "HTTPS";
            case 99 -> "SPF";
            case 249 -> "TKEY";
            case 250 -> "TSIG";
            case 251 -> "IXFR";
            case 252 -> "AXFR";
            case ANY -> "ANY";
            case 257 -> "CAA";
            default -> "TYPE" + type;
        };
    }

    /** Class of a question. */
    static String klass(int klass) {
        return switch (klass) {
            case 1 -> "IN";
            case 3 -> "CH";
            case 4 -> "HS";
            case 254 -> "NONE";
            case 255 -> "ANY";
            default -> "CLASS" + klass;
        };
    }

    static boolean isClass(int klass) {
        return klass == 1 || klass == 3 || klass == 4 || klass == 254 || klass == 255;
    }

    /** Kind of query. */
    static String opcode(int opcode) {
        return switch (opcode) {
            case QUERY -> "query";
            case 1 -> "iquery";
            case 2 -> "status";
            case NOTIFY -> "notify";
            case UPDATE -> "update";
            case 6 -> "dso";
            default -> "opcode_" + opcode;
        };
    }

    /** Response code. */
    static String rcode(int rcode) {
        return switch (rcode) {
            case 0 -> "NOERROR";
            case 1 -> "FORMERR";
            case 2 -> "SERVFAIL";
            case 3 -> "NXDOMAIN";
            case 4 -> "NOTIMP";
            case 5 -> "REFUSED";
            case 6 -> "YXDOMAIN";
            case 7 -> "YXRRSET";
            case 8 -> "NXRRSET";
            case 9 -> "NOTAUTH";
            case 10 -> "NOTZONE";
            default -> "RCODE" + rcode;
        };
    }
}
