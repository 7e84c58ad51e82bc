package io.xianghub.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar, or that {@code bin/hub} read where there is none yet. */
final class HubVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Hub.class.getPackage().getImplementationVersion();
        return new String[] {
            "hub " + (version != null ? version : System.getProperty("xianghub.version", "?")),
            "Java " + Runtime.version()
        };
    }
}
