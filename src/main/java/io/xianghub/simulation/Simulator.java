package io.xianghub.simulation;

/** Plays one department's system on a socket of its own until it is closed. */
interface Simulator extends AutoCloseable {

    SimulatedSystem system();

    @Override
    void close();
}
