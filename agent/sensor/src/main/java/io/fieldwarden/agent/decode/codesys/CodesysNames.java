package io.fieldwarden.agent.decode.codesys;

/** Packages of the name service. */
final class CodesysNames {
    static final int RESOLVE_ADDRESS = 0xC201;
    static final int RESOLVE_NAME = 0xC202;
    static final int NODE_INFO = 0xC280;

    private CodesysNames() {}

    static boolean isPackage(int type) {
        return type == RESOLVE_ADDRESS || type == RESOLVE_NAME || type == NODE_INFO;
    }

    static String name(int type) {
        return switch (type) {
            case RESOLVE_ADDRESS -> "ns_resolve_address";
            case RESOLVE_NAME -> "ns_resolve_name";
            case NODE_INFO -> "ns_node_info";
            default -> String.format("ns_package_0x%04x", type);
        };
    }
}
