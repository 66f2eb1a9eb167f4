package io.fieldwarden.collector;

import picocli.CommandLine.IVersionProvider;

/** Which Fieldwarden this is. */
final class Version implements IVersionProvider {
    /** The version the build wrote into the jar, {@code development} when run from classes. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Fieldwarden " + text()};
    }
}
