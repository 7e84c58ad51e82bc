package io.xianghub.cli;

import picocli.CommandLine.IVersionProvider;

/** The version the build wrote into the jar. */
final class HubVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Hub.class.getPackage().getImplementationVersion();
        return new String[] {"hub " + (version == null ? "(from target/classes)" : version)};
    }
}
