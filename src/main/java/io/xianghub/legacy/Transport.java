package io.xianghub.legacy;

/** The sockets under a connection: a pool, a session. */
interface Transport extends AutoCloseable {

    @Override
    void close();
}
